using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>Ties signals of one cause together into incidents.</summary>
public sealed class Correlator(CorrelatorOptions options)
{
    public Correlator()
        : this(CorrelatorOptions.Default)
    {
    }

    public IReadOnlyList<Incident> Accept(IncidentIndex index, IReadOnlyList<Signal> contextualised, ClientPolicy policy, TimeZoneInfo zone, long nowMs)
    {
        _ = options;
        var changed = new List<Incident>();
        foreach (var s in contextualised.Where(s => index.FindBySignal(s.Id) is null))
        {
            var escalation = EscalationRules.Decide(s.Score, Verdict.Undecided, policy, zone, s.AtMs, s.Late);
            var incident = new Incident
            {
                Id = s.Id, Client = s.Entity.Client, Score = s.Score, Title = s.Title, Story = s.Title, Entities = [s.Entity, .. s.Related], Signals = [s], SignalCount = 1,
                FirstSeenMs = s.FirstMs, LastSeenMs = s.AtMs, DetectedAtMs = nowMs, LatencyMs = Math.Max(0, nowMs - s.AtMs), Escalation = escalation, Version = 1,
            };
            index.Put(incident);
            changed.Add(incident);
        }

        return changed;
    }
}
