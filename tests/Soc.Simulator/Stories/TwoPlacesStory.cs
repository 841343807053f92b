using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>
/// Story 10: one machine in London, which the capture agent sees, and one in Southampton, of which only the branch's firewall tells, call
/// the same address at even intervals. Neither site knows of the other.
/// </summary>
public sealed class TwoPlacesStory : IStory
{
    private const int Calls = 130;
    private const long EveryMs = 5 * Clock.MinuteMs;
    private static readonly string Far = Place.Hetzner.Ip(141);

    private long _dayMs;

    public int Number => 10;

    public string Title => "Two places";

    public string Expected => "both sites' calls to one address in one incident, and nothing else in it; told at once";

    public IReadOnlyList<Machine> Machines { get; } = [Fleet.LondonCaller, Fleet.SouthamptonCaller];

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        _dayMs = storyDayMs;
        var rng = new Rng((ulong)storyDayMs);
        for (var i = 0; i < Calls; i++)
        {
            var at = Clock.At(storyDayMs, 5, 30) + (i * EveryMs);
            yield return Capture.Flow(Fleet.LondonCaller, at + rng.Next(9_000), Call(i, rng));
            yield return PanOs.Outbound(Fleet.SouthamptonCaller, at + (2 * Clock.MinuteMs) + rng.Next(9_000), Call(i, rng));
        }
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var london = await Findings.OfAsync(api, Fleet.LondonCaller, _dayMs, cancellationToken);
        var southampton = await Findings.OfAsync(api, Fleet.SouthamptonCaller, _dayMs, cancellationToken);
        var both = london.FirstOrDefault(i => southampton.Any(s => string.Equals(s.Id, i.Id, StringComparison.Ordinal)));
        var passed = both is { ReachesSomebody: true }
            && both.Entities.Where(e => e.Kind is "device").All(e => Machines.Any(m => string.Equals(m.Key, e.Key, StringComparison.OrdinalIgnoreCase)))
            && Machines.All(m => both.Signals.Any(s => s.Detector is "beacon" && string.Equals(s.Entity.Key, m.Key, StringComparison.OrdinalIgnoreCase)));
        return Findings.Outcome(
            passed,
            both is null ? $"apart: {Findings.InWords(london)}; {Findings.InWords(southampton)}" : $"one incident of both: {Findings.InWords(both)}",
            both is null ? london.Concat(southampton) : [both]);
    }

    private static FlowOf Call(int i, Rng rng) => new(Far, 8_443, 610 + rng.Next(12), 1_240 + rng.Next(20)) { SourcePort = 53_000 + i, Seconds = 2 };
}
