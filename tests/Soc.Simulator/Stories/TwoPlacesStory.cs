using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>
/// Story 10: one machine in London, which the capture agent sees, and one in Southampton, of which only the branch's firewall tells, call
/// the same address at even intervals. Neither site knows of the other. A machine of another client calls it too: that stays an incident
/// of its own, and each is shown beside the other to whoever may see both.
/// </summary>
internal sealed class TwoPlacesStory : IStory
{
    private const int Calls = 130;
    private const long EveryMs = 5 * Clock.MinuteMs;
    /// <summary>The address that both call.</summary>
    public static readonly string Called = Place.Hetzner.Ip(141);

    private long _dayMs;

    public int Number => 10;

    public string Title => "Two places";

    public string Expected => "both sites' calls to one address in one incident that says so, and nothing else in it; told at once; another client's calls there related, and not merged";

    public IReadOnlyList<Machine> Machines { get; } = [Fleet.LondonCaller, Fleet.SouthamptonCaller, Fleet.KanzleiCaller];

    private static IEnumerable<Machine> OfBothSites => [Fleet.LondonCaller, Fleet.SouthamptonCaller];

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        _dayMs = storyDayMs;
        var rng = new Rng((ulong)storyDayMs);
        for (var i = 0; i < Calls; i++)
        {
            var at = Clock.At(storyDayMs, 5, 30) + (i * EveryMs);
            yield return Capture.Flow(Fleet.LondonCaller, at + rng.Next(9_000), Call(i, rng));
            yield return PanOs.Outbound(Fleet.SouthamptonCaller, at + (2 * Clock.MinuteMs) + rng.Next(9_000), Call(i, rng));
            yield return Capture.Flow(Fleet.KanzleiCaller, at + Clock.MinuteMs + rng.Next(9_000), Call(i, rng));
        }
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var london = await Findings.OfAsync(api, Fleet.LondonCaller, _dayMs, cancellationToken);
        var southampton = await Findings.OfAsync(api, Fleet.SouthamptonCaller, _dayMs, cancellationToken);
        var elsewhere = (await Findings.OfAsync(api, Fleet.KanzleiCaller, _dayMs, cancellationToken)).FirstOrDefault(i => i.Signal("beacon") is not null);
        var both = london.FirstOrDefault(i => southampton.Any(s => string.Equals(s.Id, i.Id, StringComparison.Ordinal)));
        var passed = both is { ReachesSomebody: true }
            && both.Story.Contains("Seen at 2 sites", StringComparison.Ordinal)
            && Tie(both, elsewhere) is not null
            && Tie(elsewhere, both) is not null
            && both.Entities.Where(e => e.Kind is "device").All(e => OfBothSites.Any(m => string.Equals(m.Key, e.Key, StringComparison.OrdinalIgnoreCase)))
            && OfBothSites.All(m => both.Signals.Any(s => s.Detector is "beacon" && string.Equals(s.Entity.Key, m.Key, StringComparison.OrdinalIgnoreCase)));
        return Findings.Outcome(
            passed,
            both is null
                ? $"apart: {Findings.InWords(london)}; {Findings.InWords(southampton)}"
                : $"one incident of both: {Findings.InWords(both)}; \"{SitesOf(both)}\"; {InWords(both, elsewhere)}",
            both is null ? london.Concat(southampton) : elsewhere is null ? [both] : [both, elsewhere]);
    }

    private static string InWords(ApiIncident both, ApiIncident? elsewhere) =>
        elsewhere is null ? "the other client has no incident"
        : Tie(both, elsewhere) is { } tie ? $"related at {elsewhere.Client}: {tie.Why}"
        : $"not related to the other client's: {Findings.InWords(elsewhere)}";

    private static ApiRelatedIncident? Tie(ApiIncident? one, ApiIncident? other) => one is null || other is null
        ? null
        : Array.Find(one.Related.Incidents, r => string.Equals(r.Client, other.Client, StringComparison.Ordinal) && string.Equals(r.Incident, other.Id, StringComparison.Ordinal));

    private static string SitesOf(ApiIncident both)
    {
        var at = both.Story.IndexOf("Seen at ", StringComparison.Ordinal);
        return at < 0 ? "no word of sites" : both.Story[at..].Split(['.', '\n'])[0];
    }

    private static FlowOf Call(int i, Rng rng) => new(Called, 8_443, 610 + rng.Next(12), 1_240 + rng.Next(20)) { SourcePort = 53_000 + i, Seconds = 2 };
}
