using System.Globalization;
using Soc.Gateway.Auth;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Incidents;
using Soc.Model.Response;

namespace Soc.Gateway.Endpoints;

/// <summary>Incidents as callers see them: with what other clients have of the same, and with what came of them.</summary>
internal sealed class IncidentReader(IIncidentStore incidents, IResponseStore operations, RelatedReader related, FollowUpReader followUps)
{
    /// <summary>Most operations in force that a client can have, several times over: its limits hold fewer places.</summary>
    private const int MaxInForce = 5_000;

    private const int PageSize = 500;

    /// <summary>So many pages are read on until one has something that is shown.</summary>
    private const int MaxEmptyPages = 20;

    public async ValueTask<IncidentDto> ShowAsync(Incident incident, Caller caller, CancellationToken cancellationToken) =>
        IncidentDto.Of(incident, await related.ForAsync(incident, caller, cancellationToken), await followUps.ReadAsync(incident, cancellationToken));

    public async Task<IncidentDto[]> ShowAsync(IReadOnlyCollection<Incident> of, Caller caller, CancellationToken cancellationToken)
    {
        var came = await followUps.ReadAsync(of, cancellationToken);
        return await Task.WhenAll(of.Select(async i => IncidentDto.Of(i, await related.ForAsync(i, caller, cancellationToken), came[i.Id])));
    }

    /// <summary>A page of a client's incidents.</summary>
    public async Task<(IncidentDto[] Items, string? NextPlace)> ListAsync(
        string client, IncidentStatus? status, double minScore, long sinceMs, int limit, string? place, Caller caller, CancellationToken cancellationToken)
    {
        if (status == IncidentStatus.Contained)
        {
            return await ContainedAsync(client, minScore, sinceMs, limit, place, caller, cancellationToken);
        }

        // Whether one is contained follows from its operations, which the incidents' store does not know.
        for (var pages = 1; ; pages++)
        {
            var page = await incidents.QueryAsync(new IncidentQuery(client, status, minScore, sinceMs, limit, place), cancellationToken);
            var came = await followUps.ReadAsync(page.Items, cancellationToken);
            Incident[] shown = [.. page.Items.Where(i => status != IncidentStatus.Open || !came[i.Id].IsContained(i))];
            if (shown.Length > 0 || page.NextCursor is null || pages == MaxEmptyPages)
            {
                var items = await Task.WhenAll(shown.Select(async i => IncidentDto.Of(i, await related.ForAsync(i, caller, cancellationToken), came[i.Id])));
                return (items, page.NextCursor);
            }

            place = page.NextCursor;
        }
    }

    // Few at any time: read all, in the order of the other lists.
    private async Task<(IncidentDto[] Items, string? NextPlace)> ContainedAsync(
        string client, double minScore, long sinceMs, int limit, string? place, Caller caller, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Incident>(StringComparer.Ordinal);
        foreach (var id in await ContainedIdsAsync(client, cancellationToken))
        {
            if (await incidents.SurvivorAsync(client, id, cancellationToken) is { } incident
                && incident.Status != IncidentStatus.Closed && incident.Score >= minScore && incident.LastSeenMs >= sinceMs)
            {
                found[incident.Id] = incident;
            }
        }

        Incident[] rest = [.. found.Values.OrderByDescending(PlaceOf, StringComparer.Ordinal).Where(i => place is null || string.CompareOrdinal(PlaceOf(i), place) < 0).Take(limit + 1)];
        return (await ShowAsync(rest[..Math.Min(limit, rest.Length)], caller, cancellationToken), rest.Length > limit ? PlaceOf(rest[limit - 1]) : null);
    }

    private async Task<IReadOnlyCollection<string>> ContainedIdsAsync(string client, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var read = 0;
        string? cursor = null;
        do
        {
            var page = await operations.QueryAsync(new OperationQuery(client, [.. OperationStatuses.AllInForce], null, 0, long.MaxValue, PageSize, cursor), cancellationToken);
            ids.UnionWith(page.Items.Select(r => r.Proposal.IncidentId).OfType<string>());
            read += page.Items.Count;
            cursor = page.NextCursor;
        }
        while (cursor is not null && read < MaxInForce);

        return ids;
    }

    /// <summary>Newest activity first, of the same moment by id.</summary>
    private static string PlaceOf(Incident incident) => string.Create(CultureInfo.InvariantCulture, $"{incident.LastSeenMs:D19}/{incident.Id}");
}
