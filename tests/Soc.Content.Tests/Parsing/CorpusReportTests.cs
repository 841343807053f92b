using System.Globalization;
using System.Text;
using Shouldly;
using Soc.Parsing;
using Xunit;

namespace Soc.Content.Tests.Parsing;

/// <summary>
/// One table over every folder of the corpus: parsed, skipped and malformed by the source that took the record, also for
/// the vendors without a parser of their own. SOC_SHOW=1 names the reasons and shows what was refused.
/// </summary>
public sealed class CorpusReportTests(ITestOutputHelper output)
{
    private static readonly SourceCatalog Catalog = SourceCatalog.Load();

    /// <summary>Least share in percent that becomes an event or is knowingly skipped; for folders of vendors without a parser, only that nothing throws.</summary>
    private static readonly Dictionary<string, int> Floors = new(StringComparer.Ordinal)
    {
        ["panos"] = 100,
        ["fortigate"] = 100,
        ["cef"] = 100,
        ["leef"] = 100,
        ["ocsf"] = 100,
        ["entra_signin"] = 100,
        ["entra_audit"] = 100,
        ["syslog"] = 100,
        ["duo"] = 96,    // two are user objects of an administration API
        ["okta"] = 96,   // four have no time but the word "redacted", three are no events at all
        ["entra_graph"] = 40, // two are sign-ins; the others are a user, a device and an alert
    };

    [Fact]
    public void EveryFolder_Parsed_Skipped_Malformed()
    {
        var logs = ParsingPaths.CorpusLogs;
        Assert.SkipWhen(logs is null, "The corpus of real logs is not beside the repository.");
        output.WriteLine($"{"folder",-18} {"source",-14} {"parsed",8} {"skipped",8} {"malformed",9} {"events",8}");
        foreach (var folder in Directory.GetDirectories(logs!).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(folder);
            var tally = Read(folder);
            foreach (var (source, t) in tally)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18} {source,-14} {t.Parsed,8} {t.Skipped,8} {t.Malformed,9} {t.Events,8}"));
            }

            var all = tally.Values.Sum(t => t.Parsed + t.Skipped + t.Malformed);
            var understood = all - tally.Values.Sum(t => t.Malformed);
            if (Floors.TryGetValue(name, out var floor))
            {
                (understood * 100).ShouldBeGreaterThanOrEqualTo(all * floor, $"{name}: {understood} of {all} understood");
            }
        }

        Floors.Keys.Except(Directory.GetDirectories(logs!).Select(d => Path.GetFileName(d)!), StringComparer.Ordinal).ShouldBeEmpty("a folder with a floor is gone");
    }

    private SortedDictionary<string, (int Parsed, int Skipped, int Malformed, int Events)> Read(string folder)
    {
        var tally = new SortedDictionary<string, (int Parsed, int Skipped, int Malformed, int Events)>(StringComparer.Ordinal);
        foreach (var file in CorpusFiles.Of(folder))
        {
            // The lines without a year are of 2018.
            var context = new SourceContext("acme", file.Contains("metron", StringComparison.Ordinal) ? 1_520_000_000_000 : 1_772_452_800_000);
            foreach (var record in CorpusFiles.Records(file))
            {
                var source = Catalog.Resolve(record, null)?.Id ?? "-";
                var result = Catalog.Parse(record, context);
                var t = tally.GetValueOrDefault(source);
                t.Events += result.Count;
                t.Parsed += result.Outcome == ParseOutcome.Parsed ? 1 : 0;
                t.Skipped += result.Outcome == ParseOutcome.Skipped ? 1 : 0;
                t.Malformed += result.Outcome == ParseOutcome.Malformed ? 1 : result.MalformedElements;
                tally[source] = t;
                if (result.Outcome == ParseOutcome.Malformed || result.MalformedElements > 0)
                {
                    Show(file, record, result.Reason ?? result.Lost[0].Reason);
                }
            }
        }

        return tally;
    }

    private void Show(string file, byte[] record, string reason)
    {
        if (Environment.GetEnvironmentVariable("SOC_SHOW") == "1")
        {
            output.WriteLine($"  {Path.GetFileName(file)}: {reason}: {Encoding.UTF8.GetString(record.AsSpan(0, Math.Min(record.Length, 160)))}");
        }
    }
}
