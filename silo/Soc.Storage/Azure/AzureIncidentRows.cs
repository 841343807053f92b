using Azure.Data.Tables;
using Soc.Model.Incidents;

namespace Soc.Storage.Azure;

/// <summary>
/// The rows of incidents, all in one partition, so that they change together: the head, whose tag every change expects as it was and which
/// holds the last change number; who owns each client; each incident with its document; its place in the list of its client; and its
/// newest change number.
/// </summary>
internal static class AzureIncidentRows
{
    public const string Partition = "incidents";
    public const string Head = "head";

    /// <summary>Most rows that one incident changes: itself, its place in the list and the one before, its change number and the one before.</summary>
    public const int RowsAnIncident = 5;

    public const string SequenceColumn = "Sequence";
    public const string OwnerColumn = "Owner";
    public const string IdColumn = "Id";
    public const string VersionColumn = "Version";
    public const string LastSeenColumn = "LastSeen";
    public const string StatusColumn = "Status";
    public const string ScoreColumn = "Score";
    public const string DecisionColumn = "Decision";
    public const string MergedColumn = "Merged";
    public const string SignalsColumn = "Signals";
    public const string DetectedColumn = "Detected";

    /// <summary>What is needed to write over an incident.</summary>
    public static readonly string[] StampColumns = [VersionColumn, SequenceColumn, LastSeenColumn, DetectedColumn, AzureDocuments.BlobColumn];

    public static string Owner(string client) => $"o:{AzureKeys.Part(client)}";

    public static string Of(string id) => $"d:{AzureKeys.Part(id)}";

    public static string List(string client) => $"l:{AzureKeys.Part(client)}:";

    public static string Place(string client, long lastSeenMs, string id) => $"{List(client)}{AzureKeys.Falling(lastSeenMs)}:{AzureKeys.Part(id)}";

    public static string Change(long sequence) => $"c:{AzureKeys.Rising(sequence)}";

    /// <summary>The row of a place in the list: what is filtered and counted by.</summary>
    public static TableEntity PlaceRow(Incident incident, long sequence, long detectedMs) => new(Partition, Place(incident.Client, incident.LastSeenMs, incident.Id))
    {
        [IdColumn] = incident.Id,
        [LastSeenColumn] = incident.LastSeenMs,
        [SequenceColumn] = sequence,
        [StatusColumn] = (int)incident.Status,
        [ScoreColumn] = double.IsFinite(incident.Score) ? incident.Score : 0,
        [DecisionColumn] = (int)incident.Escalation.Decision,
        [MergedColumn] = incident.MergedInto is not null,
        [SignalsColumn] = (long)incident.SignalCount,
        [DetectedColumn] = detectedMs,
    };
}
