using Azure;
using Azure.Data.Tables;
using Soc.Model.Escalation;
using Soc.Model.Response;

namespace Soc.Storage.Azure;

/// <summary>
/// The rows of what was done and who was told. Of an operation: whose it is and where it stands, in a partition of its own, since it is asked for by its
/// id alone; and its document in its client's partition, the newest proposal first. Of an escalation: its document by incident, and again by the moment of
/// detection, both in its client's partition and changed together.
/// </summary>
internal static class AzureResponseRows
{
    public const string ClientColumn = "Client";
    public const string NumberColumn = "Number";
    public const string StatusColumn = "Status";
    public const string IncidentColumn = "Incident";
    public const string ProposedColumn = "Proposed";
    public const string DetectedColumn = "Detected";

    /// <summary>The one row of an operation's own partition.</summary>
    public const string Signpost = "client";

    public const string OperationPrefix = "o:";
    public const string DetectedPrefix = "d:";

    public static string ByOperation(string operationId) => $"o:{AzureKeys.Part(operationId)}";

    public static string ByClient(string client) => $"c:{AzureKeys.Part(client)}";

    public static string Operation(long proposedMs, string operationId) => $"{OperationPrefix}{AzureKeys.Falling(proposedMs)}:{AzureKeys.Part(operationId)}";

    /// <summary>Behind every operation that was proposed at this moment or later.</summary>
    public static string EndOfOperations(long fromMs) => $"{OperationPrefix}{AzureKeys.Falling(fromMs)}{AzureKeys.AfterAll}";

    public static string Escalation(string incidentId) => $"e:{AzureKeys.Part(incidentId)}";

    public static string Detection(long detectedAtMs, string incidentId) => $"{DetectedPrefix}{AzureKeys.Rising(detectedAtMs)}:{AzureKeys.Part(incidentId)}";

    /// <summary>Before every detection of this moment or later.</summary>
    public static string DetectionsFrom(long fromMs) => $"{DetectedPrefix}{AzureKeys.Rising(fromMs)}";

    public static TableEntity SignpostRow(OperationRow row) => new(ByOperation(row.OperationId), Signpost)
    {
        [ClientColumn] = row.Client,
        [ProposedColumn] = row.ProposedMs,
    };

    public static TableEntity OperationRow(OperationRow row) => new(ByClient(row.Client), Operation(row.ProposedMs, row.OperationId))
    {
        [NumberColumn] = row.Number,
        [StatusColumn] = (int)row.Status,
        [IncidentColumn] = row.Proposal.IncidentId,
    };

    public static TableEntity EscalationRow(EscalationRow row, string key) => new(ByClient(row.Client), key)
    {
        [NumberColumn] = row.Number,
        [DetectedColumn] = row.DetectedAtMs,
    };

    /// <summary>In the place of what was read, or a new row; refused when somebody else was faster.</summary>
    public static TableTransactionAction InPlaceOf(TableEntity? stored, TableEntity row) => stored is null
        ? new TableTransactionAction(TableTransactionActionType.Add, row)
        : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, stored.ETag);

    public static TableTransactionAction Remove(string client, string row) => new(TableTransactionActionType.Delete, new TableEntity(ByClient(client), row), ETag.All);
}
