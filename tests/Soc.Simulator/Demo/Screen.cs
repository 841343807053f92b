using System.Globalization;
using Soc.Simulator.Estate;
using Soc.Simulator.Stories;
using Soc.Simulator.Transport;

namespace Soc.Simulator.Demo;

/// <summary>What a newcomer reads, on a terminal of 120 columns. Colours only where somebody looks at them.</summary>
internal sealed class Screen(TextWriter output, bool hasColours)
{
    private const int Width = 118;
    private const int Reasons = 2;

    private readonly Lock _lock = new();

    public void Say(string text)
    {
        lock (_lock)
        {
            output.WriteLine(text);
        }
    }

    /// <summary>Indented, and broken to the width.</summary>
    public void Text(string text) => Say(Wrapped("    ", text));

    public void Heading(string text) => Say($"\n{Paint("1", text)}");

    public void Progress(long sent, long total, double perSecond, long atMs) => Say(Paint("2", string.Create(
        CultureInfo.InvariantCulture,
        $"  {sent,7:N0} of {total:N0} lines ({100.0 * sent / Math.Max(1, total):0} %), {perSecond:N0} a second; the estate's clock says {DateTimeOffset.FromUnixTimeMilliseconds(atMs):ddd d MMM HH:mm}")));

    /// <param name="story">The story that it belongs to.</param>
    /// <param name="i">The incident as it is now.</param>
    /// <param name="isAgain">It was shown before; its decision or its verdict changed.</param>
    public void Incident(IStory? story, ApiIncident i, bool isAgain)
    {
        var label = story is null ? "Incident" : $"Story {story.Number}, {story.Title}";
        var head = string.Create(CultureInfo.InvariantCulture, $"● {label}{(isAgain ? " (changed)" : "")}: score {i.Score:0}, {i.Severity}");
        lock (_lock)
        {
            output.WriteLine();
            output.WriteLine($"{Paint(ColourOf(i), head)}   client {i.Client}, {i.LastSeen:ddd HH:mm}");
            output.WriteLine(Wrapped("    ", i.Title));
            Evidence("+", i.Signals.SelectMany(s => s.EvidenceFor));
            Evidence("−", i.Signals.SelectMany(s => s.EvidenceAgainst));
            foreach (var related in i.Related.Incidents.Take(Reasons))
            {
                output.WriteLine(Wrapped("    ", $"↔ client {related.Client}: {related.Why}"));
            }

            output.WriteLine(Wrapped("    ", $"→ {Words.Decision(i)}; {Words.Verdict(i)}"));
        }
    }

    /// <summary>One step of what is done about a story: act, verify, tell, decide, undo.</summary>
    public void Step(IStory story, string verb, string text) => Say(Paint(verb is "act" ? "31" : verb is "undo" ? "32" : "36", Wrapped("    ", string.Create(CultureInfo.InvariantCulture, $"▸ story {story.Number}, {verb}: {text}"))));

    public void Funnel(Company company, ApiFunnel f, IReadOnlyCollection<ApiIncident> incidents, IReadOnlySet<string> ofStories)
    {
        var told = incidents.Where(i => i.ReachesSomebody).ToArray();
        Say($"  {Paint("1", company.Name)} (client {company.Client})");
        Text(string.Create(
            CultureInfo.InvariantCulture,
            $"{f.Records:N0} records → {f.Events:N0} events → {f.Signals:N0} signals → {f.Incidents:N0} incidents → {f.Digest:N0} in a digest, {f.Escalated:N0} to a person at once   ({f.Malformed:N0} malformed, {f.Skipped:N0} skipped)"));
        Text($"incidents by severity: {Words.Severities(incidents)}");
        if (told.Length > 0)
        {
            Text(string.Create(CultureInfo.InvariantCulture, $"of those to a person at once {told.Count(i => ofStories.Contains(i.Id))} belong to the stories, {told.Count(i => !ofStories.Contains(i.Id))} to ordinary life"));
        }
    }

    public void Outcome(IStory story, StoryOutcome outcome, bool arePlacesKnown)
    {
        var mark = outcome.Passed ? Paint("32", "as expected")
            : story.NeedsPlaces && !arePlacesKnown ? Paint("33", "cannot come out: places are unknown")
            : Paint("31", "NOT AS EXPECTED");
        Say($"  {story.Number,2}  {story.Title,-28} {mark}\n{Wrapped("        ", "expected  " + story.Expected)}\n{Wrapped("        ", "got       " + outcome.Got)}");
    }

    private static string ColourOf(ApiIncident i) =>
        i.ReachesSomebody ? "31;1" : i.Suggested.Verdict is "benign" or "false_positive" ? "32;1" : "33;1";

    /// <summary>Broken between words, later lines two columns further in.</summary>
    private static string Wrapped(string indent, string text)
    {
        var lines = new System.Text.StringBuilder(indent);
        var column = indent.Length;
        foreach (var word in text.Split(' '))
        {
            if (column > indent.Length && column + word.Length + 1 > Width)
            {
                lines.Append('\n').Append(indent).Append("  ");
                column = indent.Length + 2;
            }
            else if (column > indent.Length)
            {
                lines.Append(' ');
                column++;
            }

            lines.Append(word);
            column += word.Length;
        }

        return lines.ToString();
    }

    private void Evidence(string sign, IEnumerable<ApiEvidence> evidence)
    {
        foreach (var e in evidence.OrderByDescending(e => e.Weight).DistinctBy(e => e.Text, StringComparer.Ordinal).Take(Reasons))
        {
            output.WriteLine(Wrapped("    ", $"{sign} {e.Text}"));
        }
    }

    private string Paint(string code, string text) => hasColours ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
