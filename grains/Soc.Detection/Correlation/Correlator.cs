using System.IO.Hashing;
using System.Text;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>
/// Ties signals of one cause together: incidents are the connected components of <see cref="LinkRules"/>, but for the guards (a closed
/// incident takes no more, verdicts that differ and too many entities keep incidents apart).
/// </summary>
public sealed class Correlator(CorrelatorOptions options)
{
    public Correlator()
        : this(CorrelatorOptions.Default)
    {
    }

    /// <summary>Takes signals that <see cref="ClientContext"/> has been applied to; index and waiting signals are up to date afterwards.</summary>
    /// <param name="waiting">Minor findings that no incident has yet.</param>
    /// <param name="nowMs">Wall clock, ms since the epoch: serves the time of detection and the latency only.</param>
    public CorrelationResult Accept(IncidentIndex index, WaitingSignals waiting, IReadOnlyList<Signal> contextualised, ClientPolicy policy, TimeZoneInfo zone, long nowMs)
    {
        var batch = new CorrelationBatch(index, waiting, new LinkRules(options, policy), options, nowMs);
        foreach (var signal in contextualised.OrderBy(s => s.AtMs).ThenBy(s => s.Id, StringComparer.Ordinal))
        {
            batch.Take(signal);
        }

        return batch.Finish(policy, zone);
    }

    /// <summary>
    /// Closes what the context explains once nothing more can belong to it; the verdict stays open to a person. Index up to date afterwards.
    /// </summary>
    /// <param name="watermarkMs">Event time up to which the client's events have been seen, ms since the epoch.</param>
    /// <returns>The closed incidents, each with the successor of its version.</returns>
    public IReadOnlyList<Incident> CloseExplained(IncidentIndex index, long watermarkMs)
    {
        var quietMs = (long)(Math.Max(options.WindowHours, options.SequenceHours) * 3_600_000);
        var closed = index.All
            .Where(i => IncidentIndex.IsOpen(i) && i.Status == IncidentStatus.Open && i.SuggestedVerdict == Verdict.Benign && i.Verdict == Verdict.Undecided && i.LastSeenMs < watermarkMs - quietMs)
            .OrderBy(i => i.Id, StringComparer.Ordinal)
            .Select(i => i with { Status = IncidentStatus.Closed, Version = i.Version + 1 })
            .ToArray();
        foreach (var incident in closed)
        {
            index.Put(incident);
        }

        return closed;
    }

    /// <summary>The id of the incident that a signal opens: the same after a redelivery.</summary>
    public static string IdFrom(Signal signal)
    {
        var bytes = Encoding.UTF8.GetBytes($"incident\u001f{signal.Entity.Client}\u001f{signal.Id}");
        return "inc-" + Convert.ToHexStringLower(XxHash128.Hash(bytes));
    }
}
