using Azure;
using Azure.Data.Tables;
using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.Azure;

/// <inheritdoc cref="IAnswerStore"/>
/// <remarks>Three rows an answer, which change together: itself, its place in time, and its place among those of its caller.</remarks>
public sealed class AzureAnswerStore(AzureAccount account) : IAnswerStore
{
    private const string Partition = "answers";
    private const string IdColumn = "Id";
    private const string CallerColumn = "Caller";
    private const string FingerprintColumn = "Fingerprint";
    private const string StatusColumn = "Status";
    private const string ContentTypeColumn = "ContentType";
    private const string HasBodyColumn = "HasBody";
    private const string AtColumn = "At";
    private const int RowsAnAnswer = 3;
    private const int MaxTries = 20;

    public async ValueTask<StoredAnswer?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (await account.Settings.ReadAsync(Partition, Of(id), null, cancellationToken) is not { } row || await account.Documents.TakeAsync(row) is not { } body)
        {
            return null;
        }

        return new StoredAnswer(
            row.GetString(IdColumn),
            row.GetString(CallerColumn),
            row.GetBinary(FingerprintColumn),
            row.GetInt32(StatusColumn)!.Value,
            row.GetString(ContentTypeColumn),
            row.GetBoolean(HasBodyColumn) == true ? body : null,
            row.GetInt64(AtColumn)!.Value);
    }

    public async ValueTask WriteAsync(StoredAnswer answer, long keepSinceMs, int maxOfCaller, CancellationToken cancellationToken)
    {
        await PutAsync(answer);
        var (from, end) = ("t:", $"t:{AzureKeys.Rising(keepSinceMs)}");
        await RemoveAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {from} and RowKey lt {end}"), 0, cancellationToken);
        (from, end) = (OfCaller(answer.Caller), OfCaller(answer.Caller) + AzureKeys.AfterAll);
        await RemoveAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {from} and RowKey lt {end}"), maxOfCaller, cancellationToken);
    }

    private static string Of(string id) => $"a:{AzureKeys.Part(id)}";

    private static string InTime(long atMs, string id) => $"t:{AzureKeys.Rising(atMs)}:{AzureKeys.Part(id)}";

    private static string OfCaller(string caller) => $"c:{AzureKeys.Part(caller)}:";

    private static string OfCaller(string caller, long atMs, string id) => $"{OfCaller(caller)}{AzureKeys.Falling(atMs)}:{AzureKeys.Part(id)}";

    private static TableEntity Place(string row, string id, string caller, long atMs) => new(Partition, row) { [IdColumn] = id, [CallerColumn] = caller, [AtColumn] = atMs };

    private async Task PutAsync(StoredAnswer answer)
    {
        for (var tries = 1; tries <= MaxTries; tries++)
        {
            var stored = await account.Settings.ReadAsync(Partition, Of(answer.Id));

            // As in the other stores, an answer stays with the caller who got it first.
            var caller = stored?.GetString(CallerColumn) ?? answer.Caller;
            var row = Place(Of(answer.Id), answer.Id, caller, answer.AtMs);
            row[FingerprintColumn] = answer.Fingerprint;
            row[StatusColumn] = answer.Status;
            row[ContentTypeColumn] = answer.ContentType;
            row[HasBodyColumn] = answer.Body is not null;
            await account.Documents.PutAsync(row, $"answers/{AzureKeys.Part(answer.Id)}", answer.Body ?? []);
            List<TableTransactionAction> changes =
            [
                stored is null ? new TableTransactionAction(TableTransactionActionType.Add, row) : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, stored.ETag),
                new TableTransactionAction(TableTransactionActionType.UpsertReplace, Place(InTime(answer.AtMs, answer.Id), answer.Id, caller, answer.AtMs)),
                new TableTransactionAction(TableTransactionActionType.UpsertReplace, Place(OfCaller(caller, answer.AtMs, answer.Id), answer.Id, caller, answer.AtMs)),
            ];
            var storedAtMs = stored?.GetInt64(AtColumn) ?? answer.AtMs;
            if (storedAtMs != answer.AtMs)
            {
                changes.Add(Remove(InTime(storedAtMs, answer.Id)));
                changes.Add(Remove(OfCaller(caller, storedAtMs, answer.Id)));
            }

            if (await account.Settings.TryChangeAsync(changes) is not null)
            {
                await account.Documents.TryRemoveAsync(stored?.GetString(AzureDocuments.BlobColumn));
                return;
            }

            await account.Documents.TryRemoveAsync(row.GetString(AzureDocuments.BlobColumn));
        }

        throw new StoreUnavailableException($"{account.Target}: others changed the same answer {MaxTries} times.");
    }

    private async Task RemoveAsync(string places, int spared, CancellationToken cancellationToken)
    {
        var rows = await account.Settings.QueryAsync(places, int.MaxValue, null, cancellationToken);
        foreach (var part in rows.Skip(spared).Chunk(AzureTable.MaxTogether / RowsAnAnswer))
        {
            var changes = new List<TableTransactionAction>();
            foreach (var (id, caller, atMs) in part.Select(r => (r.GetString(IdColumn), r.GetString(CallerColumn), r.GetInt64(AtColumn)!.Value)))
            {
                changes.AddRange([Remove(Of(id)), Remove(InTime(atMs, id)), Remove(OfCaller(caller, atMs, id))]);
            }

            // Where another request changed one of them just now, they leave with the next answer.
            await account.Settings.TryChangeAsync(changes);
        }
    }

    private static TableTransactionAction Remove(string row) => new(TableTransactionActionType.Delete, new TableEntity(Partition, row), ETag.All);
}
