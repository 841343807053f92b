using Soc.GrainInterfaces.Storage;
using Soc.Model.Escalation;
using Soc.Model.Incidents;
using Soc.Model.Response;

namespace Soc.Gateway.Endpoints;

/// <summary>Reads what came of incidents: of many of one client in two queries where there is not too much of it.</summary>
internal sealed class FollowUpReader(IResponseStore store)
{
    /// <summary>Most operations that an incident is shown with, the newest.</summary>
    public const int MaxOperations = 64;

    /// <summary>A page of the store; a client with more than this is asked incident by incident.</summary>
    private const int PageSize = 500;

    public async ValueTask<IncidentFollowUp> ReadAsync(Incident incident, CancellationToken cancellationToken) =>
        new(await OperationsAsync(incident, cancellationToken), await ToldAsync(incident, cancellationToken));

    /// <summary>By the incident's id; what has none is left out.</summary>
    public async ValueTask<IReadOnlyDictionary<string, IncidentFollowUp>> ReadAsync(IReadOnlyCollection<Incident> incidents, CancellationToken cancellationToken)
    {
        var read = new Dictionary<string, IncidentFollowUp>(StringComparer.Ordinal);
        foreach (var client in incidents.GroupBy(i => i.Client, StringComparer.Ordinal))
        {
            Incident[] of = [.. client.DistinctBy(i => i.Id, StringComparer.Ordinal)];
            var operations = await OperationsAsync(client.Key, of, cancellationToken);
            var told = await ToldAsync(client.Key, of, cancellationToken);
            foreach (var incident in of)
            {
                read[incident.Id] = new([.. operations[incident.Id].Take(MaxOperations)], told.GetValueOrDefault(incident.Id));
            }
        }

        return read;
    }

    private async ValueTask<ILookup<string, OperationRow>> OperationsAsync(string client, Incident[] incidents, CancellationToken cancellationToken)
    {
        // An operation is proposed after its incident was detected.
        var fromMs = incidents.Min(i => i.DetectedAtMs);
        var all = await store.QueryAsync(new OperationQuery(client, [], null, fromMs, long.MaxValue, PageSize, null), cancellationToken);
        var rows = all.NextCursor is null ? all.Items : [.. (await Task.WhenAll(incidents.Select(i => OperationsAsync(i, cancellationToken).AsTask()))).SelectMany(o => o)];
        return incidents.SelectMany(i => i.TookIn.Append(i.Id).Select(id => (Id: id, Shown: i.Id)))
            .Join(rows.DistinctBy(r => r.OperationId, StringComparer.Ordinal), own => own.Id, r => r.Proposal.IncidentId, (own, r) => (own.Shown, Row: r), StringComparer.Ordinal)
            .OrderByDescending(r => r.Row.ProposedMs)
            .ToLookup(r => r.Shown, r => r.Row, StringComparer.Ordinal);
    }

    private async ValueTask<IReadOnlyDictionary<string, EscalationRow>> ToldAsync(string client, Incident[] incidents, CancellationToken cancellationToken)
    {
        var all = await store.EscalationsAsync(client, incidents.Min(i => i.DetectedAtMs), incidents.Max(i => i.DetectedAtMs) + 1, PageSize, null, cancellationToken);
        var told = all.Items.ToDictionary(r => r.IncidentId, StringComparer.Ordinal);

        // What stands on a further page, or was told before a merger moved the moment of detection.
        var missing = incidents.Where(i => i.Escalation is { Decision: EscalationDecision.Notify or EscalationDecision.Wake, Late: false } && !told.ContainsKey(i.Id));
        foreach (var row in (await Task.WhenAll(missing.Select(i => ToldAsync(i, cancellationToken).AsTask()))).OfType<EscalationRow>())
        {
            told[row.IncidentId] = row;
        }

        return told;
    }

    // With those of the incidents that it took in.
    private async ValueTask<IReadOnlyList<OperationRow>> OperationsAsync(Incident incident, CancellationToken cancellationToken)
    {
        var pages = await Task.WhenAll(incident.TookIn.Append(incident.Id)
            .Select(id => store.QueryAsync(new OperationQuery(incident.Client, [], id, 0, long.MaxValue, MaxOperations, null), cancellationToken).AsTask()));
        return [.. pages.SelectMany(p => p.Items).OrderByDescending(r => r.ProposedMs).ThenBy(r => r.OperationId, StringComparer.Ordinal).Take(MaxOperations)];
    }

    private ValueTask<EscalationRow?> ToldAsync(Incident incident, CancellationToken cancellationToken) =>
        store.ReadEscalationAsync(incident.Client, incident.Id, cancellationToken);
}
