using Azure;
using Azure.Data.Tables;
using Soc.Model.Signals;

namespace Soc.Storage.Azure;

/// <summary>
/// The rows of minor findings, a partition a client: who owns it; where each finding stands, by id; the finding with its document, the
/// newest first; and, while no incident has it, its time of receipt.
/// </summary>
internal static class AzureFindingRows
{
    public const string Owner = "owner";

    /// <summary>Most rows that one finding changes: the three, and the place before.</summary>
    public const int RowsAFinding = 4;

    public const string OwnerColumn = "Owner";
    public const string IdColumn = "Id";
    public const string AtColumn = "At";
    public const string ReceivedColumn = "Received";
    public const string JoinedColumn = "Joined";
    public const string DetectorColumn = "Detector";
    public const string EntityColumn = "Entity";
    public const string ScoreColumn = "Score";
    public const string PlacePrefix = "t:";
    public const string ReceivedPrefix = "r:";

    public static string Partition(string client) => AzureKeys.Part(client);

    public static string Of(string id) => $"s:{AzureKeys.Part(id)}";

    public static string Place(long atMs, string id) => $"{PlacePrefix}{AzureKeys.Falling(atMs)}:{AzureKeys.Part(id)}";

    public static string Receipt(long receivedMs, string id) => $"{ReceivedPrefix}{AzureKeys.Falling(receivedMs)}:{AzureKeys.Part(id)}";

    /// <summary>Behind every place or receipt with this moment.</summary>
    public static string EndOf(string prefix, long ms) => $"{prefix}{AzureKeys.Falling(ms)}{AzureKeys.AfterAll}";

    /// <summary>The finding without its document.</summary>
    public static TableEntity PlaceRow(string client, Signal signal, long receivedMs, bool joined) => new(Partition(client), Place(signal.AtMs, signal.Id))
    {
        [IdColumn] = signal.Id,
        [AtColumn] = signal.AtMs,
        [ReceivedColumn] = receivedMs,
        [JoinedColumn] = joined,
        [DetectorColumn] = signal.Detector,
        [EntityColumn] = signal.Entity.ToString(),
        [ScoreColumn] = double.IsFinite(signal.Score) ? signal.Score : 0,
    };

    public static TableTransactionAction Remove(string client, string row) => new(TableTransactionActionType.Delete, new TableEntity(Partition(client), row), ETag.All);

    /// <summary>Who writes the findings of a client from now on.</summary>
    public static ValueTask ClaimAsync(AzureAccount account, string client, long owner) =>
        account.Findings.PutAsync(new TableEntity(Partition(client), Owner) { [OwnerColumn] = owner });
}
