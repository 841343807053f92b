using System.Globalization;
using Shouldly;
using Soc.Content.Tests.Parsing;
using Soc.Parsing;
using Xunit;

namespace Soc.Content.Tests.Ocsf;

/// <summary>Logs of real products: nothing throws, nothing is taken for something broken.</summary>
public sealed class IdentitySourceCorpusTests(ITestOutputHelper output)
{
    private static readonly SourceCatalog Catalog = SourceCatalog.Load();

    [Theory]
    [InlineData("entra_signin", "*.Audit.ndjson", 48, 0)]
    [InlineData("entra_audit", "*.json", 4, 0)]
    [InlineData("entra_graph", "*.log", 2, 0)]
    [InlineData("duo", "*.ndjson", 31, 0)]
    // Four have the word "redacted" where the time was.
    [InlineData("okta", "*.SystemLog.ndjson", 57, 4)]
    [InlineData("okta", "*.log", 7, 0)]
    [InlineData("ocsf", "*.json", 21, 0)]
    public void EachRecordIsUnderstood(string folder, string pattern, int minEvents, int maxMalformed)
    {
        if (ParsingPaths.CorpusLogs is not { } corpus)
        {
            Assert.Skip("The corpus of logs is not beside the repository (../shared/corpus).");
            return;
        }

        var (events, skipped, malformed, unrecognised) = (0, 0, 0, 0);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(corpus, folder), pattern).Where(f => !f.Contains(".meta.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            foreach (var record in RecordsOf(file))
            {
                var result = Catalog.Parse(record, new SourceContext("acme", 1_772_438_400_000));
                events += result.Count;
                skipped += result.Lost.Where(l => l.Outcome == ParseOutcome.Skipped).Sum(l => l.Count) + (result.Outcome == ParseOutcome.Skipped && result.Lost.Count == 0 ? 1 : 0);
                unrecognised += result.Reason == "unrecognised" ? 1 : 0;
                malformed += result.Lost.Count > 0 ? result.MalformedElements : result.Outcome == ParseOutcome.Malformed && result.Reason != "unrecognised" ? 1 : 0;
                if (result.Outcome == ParseOutcome.Malformed || result.MalformedElements > 0)
                {
                    output.WriteLine($"{Path.GetFileName(file)}: {result.Reason ?? result.Lost[0].Reason}: {Start(record)}");
                }
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{folder}/{pattern}: {events} events, {skipped} skipped, {malformed} malformed, {unrecognised} of no known source"));
        malformed.ShouldBeLessThanOrEqualTo(maxMalformed);
        events.ShouldBeGreaterThanOrEqualTo(minEvents);
    }

    private static string Start(byte[] record) => System.Text.Encoding.UTF8.GetString(record.AsSpan(0, Math.Min(record.Length, 160)));

    // OCSF examples are one pretty-printed list; the others have a record a line.
    private static IEnumerable<byte[]> RecordsOf(string file)
    {
        var content = File.ReadAllBytes(file);
        return content.AsSpan().StartsWith("["u8) ? [content] : Records.Lines(content);
    }
}
