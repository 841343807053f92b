using Azure;
using Azure.Data.Tables;
using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.Azure;

/// <inheritdoc cref="IReplayMarks"/>
/// <remarks>Marks that are to be forgotten leave with a client's own next write: only then do they stand in anybody's way.</remarks>
public sealed class AzureReplayMarks(AzureAccount account) : IReplayMarks
{
    private const string OffsetColumn = "Offset";
    private const string ReceivedColumn = "Received";
    private const string AtColumn = "At";

    public async ValueTask<IReadOnlyList<ReplayMark>> ReadAsync(string client, long fromOffset, long toOffset, CancellationToken cancellationToken)
    {
        var (partition, from, to) = (PartitionOf(client), AzureKeys.Rising(fromOffset), AzureKeys.Rising(toOffset));
        var rows = await account.Settings.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey le {to}"), int.MaxValue, null, cancellationToken);
        return rows.ConvertAll(r => new ReplayMark(r.GetInt64(OffsetColumn)!.Value, r.GetInt64(ReceivedColumn)!.Value, r.GetInt64(AtColumn)!.Value));
    }

    public async ValueTask WriteAsync(string client, IReadOnlyList<ReplayMark> marks, long forgetBeforeMs, CancellationToken cancellationToken)
    {
        var partition = PartitionOf(client);
        var changes = new Dictionary<string, TableTransactionAction>(StringComparer.Ordinal);
        foreach (var old in await account.Settings.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and Received lt {forgetBeforeMs}"), int.MaxValue, null, cancellationToken))
        {
            changes[old.RowKey] = new TableTransactionAction(TableTransactionActionType.Delete, old, ETag.All);
        }

        foreach (var mark in marks)
        {
            var row = new TableEntity(partition, AzureKeys.Rising(mark.Offset)) { [OffsetColumn] = mark.Offset, [ReceivedColumn] = mark.ReceivedMs, [AtColumn] = mark.AtMs };
            changes[row.RowKey] = new TableTransactionAction(TableTransactionActionType.UpsertReplace, row);
        }

        foreach (var part in changes.Values.Chunk(AzureTable.MaxTogether))
        {
            if (await account.Settings.TryChangeAsync(part) is null)
            {
                // Another request forgot the same old marks: those that are new are what matters.
                var kept = part.Where(c => c.ActionType != TableTransactionActionType.Delete).ToArray();
                if (kept.Length > 0)
                {
                    await account.Settings.ChangeAsync(kept);
                }
            }
        }
    }

    private static string PartitionOf(string client) => $"marks:{AzureKeys.Part(client)}";
}
