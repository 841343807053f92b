using System.Globalization;
using Soc.Simulator.Estate;
using Soc.Simulator.Stories;
using Soc.Simulator.Transport;

namespace Soc.Simulator.Demo;

/// <summary>What a newcomer reads. Colours only where somebody looks at them.</summary>
internal sealed class Screen(TextWriter output, bool hasColours)
{
    private const int TextWidth = 150;
    private const int Reasons = 2;

    private readonly Lock _lock = new();

    public void Say(string text)
    {
        lock (_lock)
        {
            output.WriteLine(text);
        }
    }

    public void Heading(string text) => Say($"\n{Paint("1", text)}");

    public void Progress(long sent, double perSecond, long atMs) => Say(string.Create(
        CultureInfo.InvariantCulture,
        $"  {sent,9:N0} lines, {perSecond,7:N0} a second, the estate's clock says {DateTimeOffset.FromUnixTimeMilliseconds(atMs):ddd d MMM HH:mm}"));

    public void Incident(ApiIncident i)
    {
        var colour = i.ReachesSomebody ? "31" : i.Suggested.Verdict is "benign" or "false_positive" ? "32" : "33";
        var head = string.Create(CultureInfo.InvariantCulture, $"  ● {i.LastSeen:ddd HH:mm}  {i.Client,-8} {i.Score,3:0} {i.Severity,-8} {Cut(i.Title)}");
        var late = i is { Escalation.Late: true, ReachesSomebody: true } ? " (it came late: this is what it would have been, and nobody was told)" : "";
        lock (_lock)
        {
            output.WriteLine(Paint(colour, head));
            output.WriteLine($"      → {i.Escalation.Decision}{late}; suggested verdict: {i.Suggested.Verdict}");
            Evidence("+", i.Signals.SelectMany(s => s.EvidenceFor));
            Evidence("−", i.Signals.SelectMany(s => s.EvidenceAgainst));
        }
    }

    public void Funnel(ApiFunnel f, Company company) => Say(string.Create(
        CultureInfo.InvariantCulture,
        $"  {company.Name,-26} {f.Records,8:N0} records → {f.Events,8:N0} events → {f.Signals,5:N0} signals → {f.Incidents,4:N0} incidents → {f.Digest,3:N0} digest, {f.Escalated,3:N0} told at once   ({f.Malformed:N0} malformed, {f.Skipped:N0} skipped)"));

    public void Outcome(IStory story, StoryOutcome outcome)
    {
        var mark = outcome.Passed ? Paint("32", "ok") : Paint("31", "NOT AS EXPECTED");
        Say(string.Create(CultureInfo.InvariantCulture, $"  {story.Number,2}  {story.Title,-28} {mark}\n      expected  {story.Expected}\n      got       {outcome.Got}"));
    }

    private static string Cut(string text) => text.Length <= TextWidth ? text : text[..(TextWidth - 1)] + "…";

    private void Evidence(string sign, IEnumerable<ApiEvidence> evidence)
    {
        foreach (var e in evidence.OrderByDescending(e => e.Weight).DistinctBy(e => e.Text, StringComparer.Ordinal).Take(Reasons))
        {
            output.WriteLine($"      {sign} {Cut(e.Text)}");
        }
    }

    private string Paint(string code, string text) => hasColours ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
