using Soc.GrainInterfaces.Storage;
using Soc.Model.Escalation;
using Soc.Model.Response;

namespace Soc.Gateway.Reports.OData;

/// <summary>The entity sets: incidents, operations and escalations, as the read model has them.</summary>
internal sealed class ODataSets(IIncidentStore incidents, IResponseStore responses)
{
    public const string IncidentsName = "Incidents";
    public const string OperationsName = "Operations";
    public const string EscalationsName = "Escalations";

    /// <summary>The newest activity first.</summary>
    public ODataSet<IncidentLine> Incidents { get; } = new(IncidentsName, "Incident", "Id", "LastSeenAt", Columns.Incidents, async (read, cancellationToken) =>
    {
        var page = await incidents.QueryAsync(new IncidentQuery(read.Client, null, 0, read.FromMs, read.Limit, read.Cursor), cancellationToken);
        return ([.. page.Items.Select(IncidentLine.Of)], page.NextCursor);
    }, async (client, id, cancellationToken) =>
    {
        // As in the list: what another one took in is not there.
        var incident = await incidents.ReadAsync(id, cancellationToken);
        return incident is { MergedInto: null } && IsOf(client, incident.Client) ? IncidentLine.Of(incident) : null;
    });

    /// <summary>The newest proposal first.</summary>
    public ODataSet<OperationRow> Operations { get; } = new(OperationsName, "Operation", "Id", "ProposedAt", Columns.Operations, async (read, cancellationToken) =>
    {
        var page = await responses.QueryAsync(new OperationQuery(read.Client, [], null, read.FromMs, read.ToMs, read.Limit, read.Cursor), cancellationToken);
        return (page.Items, page.NextCursor);
    }, async (client, id, cancellationToken) =>
    {
        var operation = await responses.ReadAsync(id, cancellationToken);
        return operation is not null && IsOf(client, operation.Client) ? operation : null;
    });

    /// <summary>The oldest detection first.</summary>
    public ODataSet<EscalationRow> Escalations { get; } = new(EscalationsName, "Escalation", "IncidentId", "DetectedAt", Columns.Escalations, async (read, cancellationToken) =>
    {
        var page = await responses.EscalationsAsync(read.Client, read.FromMs, read.ToMs, read.Limit, read.Cursor, cancellationToken);
        return (page.Items, page.NextCursor);
    }, async (client, id, cancellationToken) => await responses.ReadEscalationAsync(client, id, cancellationToken));

    // Stores find these by id alone.
    private static bool IsOf(string client, string owner) => string.Equals(client, owner, StringComparison.Ordinal);
}
