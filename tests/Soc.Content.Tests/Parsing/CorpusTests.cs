using System.Globalization;
using System.Text;
using System.Text.Json;
using Shouldly;
using Soc.Model.Events;
using Soc.Parsing;
using Xunit;

namespace Soc.Content.Tests.Parsing;

/// <summary>Logs of real products that nobody here wrote: nothing throws, and nearly all of a source's own lines are understood.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private const string Absent = "The corpus of real logs is not beside the repository; only the project's own cases were run.";
    private static readonly SourceCatalog Catalog = SourceCatalog.Load();

    /// <summary>Least share that is parsed or knowingly skipped, in percent; the rest is not of the format, or is cut off in the file itself.</summary>
    public static TheoryData<string, string, int> Sources() => new()
    {
        { "panos", "panos", 95 },
        { "fortigate", "fortigate", 100 },
        { "cef", "cef", 100 },
        { "leef", "leef", 100 },
        { "syslog", "syslog", 80 },
        { "entra_signin", "entra_signin", 95 },
        { "entra_audit", "entra_audit", 95 },
        { "entra_graph", "entra_signin", 40 }, // the others are users, devices and alerts
        { "duo", "duo", 95 },
        { "okta", "okta", 95 },
        { "ocsf", "ocsf", 95 },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void NearlyAllOfASourceIsUnderstood(string folder, string parserId, int leastPercent)
    {
        var logs = ParsingPaths.CorpusLogs;
        Assert.SkipWhen(logs is null, Absent);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var total = 0;
        var understood = 0;
        foreach (var file in CorpusFiles.Of(Path.Combine(logs!, folder)))
        {
            foreach (var record in CorpusFiles.Records(file))
            {
                var context = Context(file);
                var parser = Catalog.Resolve(record, null);
                var result = Catalog.Parse(record, context);
                var key = $"{result.Outcome,-9} {parser?.Id ?? "-",-12} {result.Reason ?? Classes(result)}";
                counts[key] = counts.GetValueOrDefault(key) + 1;
                total++;
                understood += result.Outcome == ParseOutcome.Malformed ? 0 : 1;
                if (result.Outcome == ParseOutcome.Malformed && Environment.GetEnvironmentVariable("SOC_SHOW") == "1")
                {
                    output.WriteLine($"  {Path.GetFileName(file)}: {Encoding.UTF8.GetString(record.AsSpan(0, Math.Min(record.Length, 160)))}");
                }
            }
        }

        output.WriteLine($"{folder}: {understood} of {total} understood");
        foreach (var (key, count) in counts)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,6}  {key}"));
        }

        Assert.SkipWhen(Catalog.Find(parserId) is null, $"There is no parser '{parserId}' yet.");
        (understood * 100).ShouldBeGreaterThanOrEqualTo(total * leastPercent, $"{folder}: {understood} of {total}");
    }

    [Theory]
    [InlineData("beats_oss__system_auth_test.log")]
    [InlineData("beats_oss__system_auth_secure-rhel7.log")]
    [InlineData("beats_oss__system_auth_auth-ubuntu1204.log")]
    public void SignInsOfHostsAgreeWithTheExpectedFile(string name)
    {
        var logs = ParsingPaths.CorpusLogs;
        Assert.SkipWhen(logs is null, Absent);
        var file = Path.Combine(logs!, "syslog", name);
        var expected = JsonDocument.Parse(File.ReadAllBytes(file + "-expected.json")).RootElement.EnumerateArray().ToArray();
        var lines = Records.Lines(File.ReadAllBytes(file)).Take(expected.Length).ToArray();
        var compared = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!expected[i].TryGetProperty("event.action", out var action) || action.GetString() != "ssh_login" || !expected[i].TryGetProperty("source.ip", out var ip))
            {
                continue;
            }

            var result = Catalog.Parse(lines[i], Context(file));
            if (result.Outcome != ParseOutcome.Parsed || result[0].Class != EventClass.Authentication)
            {
                continue;
            }

            var e = result[0];
            e.Src!.Ip.ShouldBe(ip.GetString());
            (e.Status == EventStatus.Success).ShouldBe(expected[i].GetProperty("event.outcome").GetString() == "success");
            if (expected[i].TryGetProperty("user.name", out var user))
            {
                e.User!.Name.ShouldBe(user.GetString());
            }

            if (expected[i].TryGetProperty("source.port", out var port))
            {
                e.Src.Port.ShouldBe(port.GetInt32());
            }

            e.Reporter.ShouldBe(expected[i].GetProperty("host.hostname").GetString());
            compared++;
        }

        output.WriteLine($"{name}: {compared} sign-ins agree");
        if (!name.Contains("ubuntu", StringComparison.Ordinal))
        {
            compared.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void CefAndLeefValuesAgreeWithTheExpectedFiles()
    {
        var logs = ParsingPaths.CorpusLogs;
        Assert.SkipWhen(logs is null, Absent);

        // The expected file dates the line, which has no year, to 2016: by the year of its making.
        var cefFile = Path.Combine(logs!, "cef", "metron__cyberark.cef");
        var cefExpected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(logs!, "cef", "metron__cyberark.expected.json"))).RootElement;
        var received = DateTimeOffset.Parse("2016-06-01T00:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var cef = Catalog.Parse(Records.Lines(File.ReadAllBytes(cefFile)).First(), new SourceContext("acme", received))[0];
        cef.TimeMs.ShouldBe(cefExpected.GetProperty("timestamp").GetInt64());
        cef.User!.Name.ShouldBe(cefExpected.GetProperty("src_username").GetString());
        cef.Message.ShouldBe(cefExpected.GetProperty("message").GetString());
        cef.Src!.Ip.ShouldBe(cefExpected.GetProperty("src_hostname").GetString());

        var leefLines = Records.Lines(File.ReadAllBytes(Path.Combine(logs!, "leef", "metron__leef.log"))).ToArray();
        var leefExpected = File.ReadAllLines(Path.Combine(logs!, "leef", "metron__leef.expected.ndjson")).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        for (var i = 0; i < leefLines.Length; i++)
        {
            var leef = Catalog.Parse(leefLines[i], Context("leef"))[0];
            leef.StatusCode.ShouldBe(leefExpected[i].GetProperty("DeviceEvent").GetString());
            if (leefExpected[i].TryGetProperty("ip_src_addr", out var ip))
            {
                leef.Src!.Ip.ShouldBe(ip.GetString());
            }
        }
    }

    [Fact]
    public void SyslogHeadersAgreeWithTheExpectedFiles()
    {
        var logs = ParsingPaths.CorpusLogs;
        Assert.SkipWhen(logs is null, Absent);
        var lines = File.ReadAllLines(Path.Combine(logs!, "syslog", "metron__syslog3164.expected.ndjson")).Where(l => l.Length > 0).ToArray();
        foreach (var line in lines)
        {
            var expected = JsonDocument.Parse(line).RootElement;
            var original = Encoding.UTF8.GetBytes(expected.GetProperty("original_string").GetString()!);
            Catalog.Resolve(original, null)?.Id.ShouldBe("syslog");
        }
    }

    private static SourceContext Context(string file) => new("acme", file.Contains("metron", StringComparison.Ordinal) ? 1_520_000_000_000 : 1_772_452_800_000);

    private static string Classes(in ParseResult result)
    {
        var first = result[0];
        return $"{(int)first.Class}/{first.ActivityId} {first.Status}" + (result.Count > 1 ? " and more" : string.Empty);
    }
}
