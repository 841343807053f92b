using Soc.GrainInterfaces.Storage;
using Soc.Model.Incidents;
using Soc.Response.Policy;

namespace Soc.Gateway.Endpoints.Rules;

/// <summary>Reads the incidents of a time for a dry run, a bounded number of them.</summary>
internal sealed class DryRunReader(IIncidentStore store)
{
    /// <summary>Most incidents that one request reads.</summary>
    public const int MaxIncidents = 5_000;

    /// <summary>Most incidents that are named in the summary.</summary>
    public const int MaxFirstDifferent = 50;

    /// <summary>Incidents have up to 64 findings each: few enough at a time.</summary>
    private const int BatchSize = 250;

    /// <summary>Numbers over the whole time.</summary>
    public async Task<DryRunSummaryDto> SumAsync(EngagementDryRun run, string client, long fromMs, long toMs, CancellationToken cancellationToken)
    {
        var different = new List<DryRunItemDto>();
        string? cursor = null;
        var read = 0;
        do
        {
            var page = await store.QueryAsync(new IncidentQuery(client, null, 0, fromMs, Math.Min(BatchSize, MaxIncidents - read), cursor), cancellationToken);
            foreach (var incident in page.Items.Where(i => i.LastSeenMs <= toMs))
            {
                var line = run.Add(incident);
                if (line.Differs && different.Count < MaxFirstDifferent)
                {
                    different.Add(DryRunItemDto.Of(line));
                }
            }

            read += page.Items.Count;
            cursor = page.Items.Count == 0 ? null : page.NextCursor;
        }
        while (cursor is not null && read < MaxIncidents);

        return new DryRunSummaryDto(
            Wire.Time(fromMs),
            Wire.Time(toMs),
            run.Incidents,
            cursor is not null,
            run.Different,
            DryRunCountsDto.Of(run.Current),
            DryRunCountsDto.Of(run.Proposed),
            different);
    }

    /// <summary>One page, and where the next begins; it is empty only where nothing more is found, or too much was passed over.</summary>
    /// <param name="wants">Which incidents are shown.</param>
    public async Task<(IReadOnlyList<DryRunItemDto> Items, string? NextPlace)> PageAsync(
        EngagementDryRun run, string client, long fromMs, long toMs, int limit, string? place, Predicate<DryRunLine> wants, CancellationToken cancellationToken)
    {
        var items = new List<DryRunItemDto>();
        var read = 0;
        do
        {
            var page = await store.QueryAsync(new IncidentQuery(client, null, 0, fromMs, limit, place), cancellationToken);
            items.AddRange(page.Items.Where(i => i.LastSeenMs <= toMs).Select(run.Look).Where(l => wants(l)).Select(DryRunItemDto.Of));
            read += page.Items.Count;
            place = page.Items.Count == 0 ? null : page.NextCursor;
        }
        while (items.Count == 0 && place is not null && read < MaxIncidents);

        return (items, place);
    }
}
