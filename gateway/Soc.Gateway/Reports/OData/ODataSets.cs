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
    });

    /// <summary>The newest proposal first.</summary>
    public ODataSet<OperationRow> Operations { get; } = new(OperationsName, "Operation", "Id", "ProposedAt", Columns.Operations, async (read, cancellationToken) =>
    {
        var page = await responses.QueryAsync(new OperationQuery(read.Client, [], null, read.FromMs, read.ToMs, read.Limit, read.Cursor), cancellationToken);
        return (page.Items, page.NextCursor);
    });

    /// <summary>The oldest detection first.</summary>
    public ODataSet<EscalationRow> Escalations { get; } = new(EscalationsName, "Escalation", "IncidentId", "DetectedAt", Columns.Escalations, async (read, cancellationToken) =>
    {
        var page = await responses.EscalationsAsync(read.Client, read.FromMs, read.ToMs, read.Limit, read.Cursor, cancellationToken);
        return (page.Items, page.NextCursor);
    });
}
