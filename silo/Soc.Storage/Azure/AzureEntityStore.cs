using Azure.Data.Tables;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Documents;

namespace Soc.Storage.Azure;

/// <inheritdoc cref="IEntityStore"/>
/// <remarks>
/// A row an entity, with its state in the row's properties (a blob beyond 512 KiB): up to 100 rows of a partition change in one request,
/// where a blob would take a request each. The row's tag is the fence. Counting reads the keys of a range in each partition.
/// </remarks>
public sealed class AzureEntityStore(AzureAccount account) : IEntityStore, IAsyncDisposable
{
    private const int MaxReads = 5;
    private static readonly string[] OnlyKeys = [nameof(TableEntity.RowKey)];

    private readonly AzureEntityWriter _writer = new(account);

    public async ValueTask<StoredEntity?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var place = AzureEntityRow.Of(key);
        for (var tries = 1; tries <= MaxReads; tries++)
        {
            if (await account.Entities.ReadAsync(place.Partition, place.Row, null, cancellationToken) is not { } row)
            {
                return null;
            }

            // A blob that is gone: the row was replaced in between.
            if (await account.Documents.TakeAsync(row) is { } state)
            {
                _writer.Remember(key, row);
                return new StoredEntity(state, AzureEntityRow.StampOf(row));
            }
        }

        throw new StoreUnavailableException($"{account.Target}: the blob with the state of {key} is missing. It is replaced by others all the time, or was removed by hand.");
    }

    public async ValueTask WriteAsync(string key, ReadOnlyMemory<byte> snapshot, EntityWriter writer, CancellationToken cancellationToken) =>
        await _writer.WriteAsync(PendingEntityWrite.Snapshot(key, snapshot, writer));

    public async ValueTask<long> CountAsync(string keyPrefix, CancellationToken cancellationToken)
    {
        var from = AzureKeys.Beginning(keyPrefix);
        var to = from + AzureKeys.AfterAll;
        var count = 0L;
        await Parallel.ForEachAsync(Enumerable.Range(0, AzureEntityRow.Partitions), cancellationToken, async (i, stop) =>
        {
            var partition = AzureEntityRow.PartitionName(i);
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to}");
            await account.Entities.VisitAsync(filter, OnlyKeys, _ =>
            {
                Interlocked.Increment(ref count);
                return true;
            }, stop);
        });
        return count;
    }

    public ValueTask<long> ReadOffsetAsync(int partition, CancellationToken cancellationToken) => AzureEntityWriter.ReadOffsetAsync(account, partition, cancellationToken);

    public async ValueTask WriteOffsetAsync(int partition, long offset, CancellationToken cancellationToken) =>
        await _writer.WriteAsync(PendingEntityWrite.OffsetOf(partition, offset));

    /// <summary>Writes what waits, then ends.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}
