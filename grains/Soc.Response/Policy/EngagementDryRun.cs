using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Response;

namespace Soc.Response.Policy;

/// <summary>Holds rules that are proposed against those that hold, incident by incident. Nothing is done, and nobody is told.</summary>
public sealed class EngagementDryRun
{
    private readonly RuleBook _current;
    private readonly RuleBook _proposed;

    /// <param name="current">The policy that holds today, also for incidents of a time in which another one held.</param>
    /// <param name="proposed">The same with the proposed rules.</param>
    public EngagementDryRun(ClientPolicy current, ClientPolicy proposed, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(proposed);
        ArgumentNullException.ThrowIfNull(zone);
        (_current, _proposed) = (new RuleBook(current, zone), new RuleBook(proposed, zone));
    }

    public DryRunCounts Current { get; } = new();

    public DryRunCounts Proposed { get; } = new();

    /// <summary>Incidents that were looked at.</summary>
    public int Incidents { get; private set; }

    /// <summary>Incidents about which the two would have done something else.</summary>
    public int Different { get; private set; }

    /// <summary>Decides one incident by both, and counts it.</summary>
    public DryRunLine Add(Incident incident)
    {
        var line = Look(incident);
        Current.Add(line.Current);
        Proposed.Add(line.Proposed);
        Incidents++;
        Different += line.Differs ? 1 : 0;
        return line;
    }

    /// <summary>Decides one incident by both, as open as it was then: verdicts and closing came later.</summary>
    public DryRunLine Look(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var then = incident with { Status = IncidentStatus.Open, Verdict = Verdict.Undecided };
        var atMs = MomentOf(incident);
        var (current, proposed) = (_current.Decide(then, atMs), _proposed.Decide(then, atMs));
        return new DryRunLine(incident, atMs, current, proposed, current.Tell != proposed.Tell || !Outcomes(current).SequenceEqual(Outcomes(proposed)));
    }

    private static long MomentOf(Incident incident) =>
        incident.Signals.Where(s => !s.Late).MaxBy(s => s.Score) is { } strongest
            ? strongest.Times?.DetectedMs ?? strongest.ReceivedMs
            : incident.DetectedAtMs;

    // Steps come in the order of entities and actions, so that equal outcomes stand at equal places.
    private static IEnumerable<(Model.Entities.EntityKey, ContainmentAction, EngagementMode, int, bool)> Outcomes(EngagementDecision decision) =>
        decision.Steps
            .Where(s => s.Action != ContainmentAction.Unknown)
            .Select(s => (s.Entity, s.Action, s.Mode, s.Minutes, s.Shadow));
}
