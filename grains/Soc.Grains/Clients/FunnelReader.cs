using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Ingest;

namespace Soc.Grains.Clients;

/// <summary>A client's funnel: its wide end from the grain's own counts, its narrow end from what is stored.</summary>
internal static class FunnelReader
{
    public static async ValueTask<Funnel> ReadAsync(string client, long sinceMs, ClientCore core, IIncidentStore incidents, IMinorSignalStore minor, CancellationToken cancellationToken)
    {
        var rows = core.Funnel(sinceMs);
        var counts = await incidents.CountAsync(client, sinceMs, cancellationToken);
        var waiting = await minor.CountAsync(client, sinceMs, cancellationToken);
        return new Funnel
        {
            Client = client,
            SinceMs = sinceMs,
            Records = rows.Sum(r => r.Records) - Of(IngestOutcomes.Replayed),
            Events = rows.Sum(r => r.Events),
            Parsed = Of(IngestOutcomes.Parsed),
            Skipped = Of(IngestOutcomes.Skipped),
            Malformed = Of(IngestOutcomes.Malformed),
            Replayed = Of(IngestOutcomes.Replayed),
            Signals = counts.Signals + waiting,
            MinorSignals = waiting,
            Incidents = counts.Incidents,
            Escalated = counts.Escalated,
            Digest = counts.Digest,
            BySource = [.. rows.OrderBy(r => r.Source, StringComparer.Ordinal).ThenBy(r => r.Outcome, StringComparer.Ordinal)],
        };

        long Of(string outcome) => rows.Where(r => string.Equals(r.Outcome, outcome, StringComparison.Ordinal)).Sum(r => r.Records);
    }
}
