using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Azure;
using Azure.Data.Tables;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Documents;

namespace Soc.Storage.Azure;

/// <summary>
/// The writer of snapshots and offsets. Of the writes that wait, rows of one partition change together, several partitions at a time; when
/// all of them are durable, the offsets follow. A service that fails takes everything that waits with it.
/// </summary>
internal sealed class AzureEntityWriter : IAsyncDisposable
{
    /// <summary>Most writes on the way at a time.</summary>
    public const int MaxGroup = 4096;

    /// <summary>Bytes from which a group is full.</summary>
    public const int MaxGroupBytes = 16 * 1024 * 1024;

    /// <summary>Most writes that wait; beyond it the store is behind its callers, and says so.</summary>
    public const int MaxWaiting = 262_144;

    /// <summary>Most entities whose stored stamp is remembered; each saves a question before a write.</summary>
    public const int MaxKnown = 262_144;

    private const int MaxRequests = 16;
    private const int MaxTries = 10;
    private const string OffsetsPartition = "offsets";
    private const string OffsetColumn = "Next";

    private readonly AzureAccount _account;
    private readonly Channel<PendingEntityWrite> _waiting = Channel.CreateBounded<PendingEntityWrite>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly List<PendingEntityWrite> _group = new(MaxGroup);
    private readonly ConcurrentDictionary<string, AzureKnownEntity> _known = new(StringComparer.Ordinal);
    private readonly Task _running;
    private volatile bool _stopping;
    private volatile bool _hasForgotten;

    public AzureEntityWriter(AzureAccount account)
    {
        _account = account;
        _running = Task.Run(RunAsync);
    }

    public static async ValueTask<long> ReadOffsetAsync(AzureAccount account, int partition, CancellationToken cancellationToken) =>
        (await account.Entities.ReadAsync(OffsetsPartition, OffsetRow(partition), null, cancellationToken))?.GetInt64(OffsetColumn) ?? 0;

    /// <summary>Writes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _waiting.Writer.TryComplete();
        await _running;
    }

    public Task WriteAsync(PendingEntityWrite write)
    {
        if (_waiting.Writer.TryWrite(write))
        {
            return write.Done;
        }

        ObjectDisposedException.ThrowIf(_stopping, this);
        throw new StoreUnavailableException(string.Create(CultureInfo.InvariantCulture, $"{_account.Target} is {MaxWaiting} writes behind: it is too slow for what comes."));
    }

    /// <summary>Remembers what was read: the entity is likely to be written soon.</summary>
    public void Remember(string key, TableEntity row) => Remember(key, KnownOf(row), newer: false);

    private async Task RunAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            Take();
            var failure = await StoreSnapshotsAsync();
            failure = await StoreOffsetsAsync(failure) ?? failure;
            if (failure is StoreUnavailableException)
            {
                FailWaiting(failure);
            }
        }
    }

    private void Take()
    {
        _group.Clear();
        var bytes = 0L;
        while (_group.Count < MaxGroup && bytes < MaxGroupBytes && _waiting.Reader.TryRead(out var write))
        {
            _group.Add(write);
            bytes += write.State.Length;
        }
    }

    /// <returns>Why one or more of them are not stored; null when all are, or are somebody else's.</returns>
    private async Task<Exception?> StoreSnapshotsAsync()
    {
        Exception? failure = null;
        var round = new Dictionary<string, AzureEntityUpdate>(StringComparer.Ordinal);
        foreach (var write in _group.Where(w => w.Key is not null))
        {
            if (round.TryGetValue(write.Key!, out var update) && update.Writer == write.Writer)
            {
                update.Add(write);
                continue;
            }

            // Two writers of a key in one group: the store decides, one after the other.
            if (update is not null)
            {
                failure ??= await StoreAsync([.. round.Values]);
                round.Clear();
            }

            round.Add(write.Key!, new AzureEntityUpdate(write));
        }

        return await StoreAsync([.. round.Values]) ?? failure;
    }

    private async Task<Exception?> StoreAsync(AzureEntityUpdate[] updates)
    {
        await EachAsync(updates, u => PrepareAsync(u, looks: false));
        var chunks = updates.Where(u => !u.IsDecided).GroupBy(u => u.Place.Partition, StringComparer.Ordinal).SelectMany(Chunks).ToArray();
        await EachAsync(chunks, StoreChunkAsync);

        // What somebody else changed in between is decided by itself.
        await EachAsync(updates.Where(u => !u.IsDecided), StoreAloneAsync);
        return updates.Select(u => u.Failure).FirstOrDefault(f => f is not null and not EntityConflictException);
    }

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> act) => Parallel.ForEachAsync(
        items,
        new ParallelOptions { MaxDegreeOfParallelism = MaxRequests },
        async (item, _) => await act(item));

    // Sees what is stored, and makes the row that is to replace it; or refuses.
    private async Task PrepareAsync(AzureEntityUpdate update, bool looks)
    {
        try
        {
            if (!looks && _known.TryGetValue(update.Key, out var known) && known.Takes(update.Writer))
            {
                update.Known = known;
            }
            else if (!looks && update.Writer.Began == default && !_hasForgotten && !_known.ContainsKey(update.Key))
            {
                // It found nothing when it began, and nothing was written since as far as this process knows: the change sees whether that is so.
                update.Known = AzureKnownEntity.Nothing;
            }
            else
            {
                update.Known = await _account.Entities.ReadAsync(update.Place.Partition, update.Place.Row, AzureEntityRow.StampColumns) is { } stored ? KnownOf(stored) : AzureKnownEntity.Nothing;
            }

            if (!update.Known.Value.Takes(update.Writer))
            {
                update.Fail(EntityConflictException.Of(update.Key));
                return;
            }

            update.Row = new TableEntity(update.Place.Partition, update.Place.Row)
            {
                [AzureEntityRow.WriterColumn] = update.NextStamp.Writer,
                [AzureEntityRow.VersionColumn] = update.NextStamp.Version,
            };
            await _account.Documents.PutAsync(update.Row, update.Place.Folder, update.State);
        }
        catch (Exception e) when (e is StoreUnavailableException or InvalidOperationException)
        {
            update.Fail(e);
        }
    }

    private static IEnumerable<List<AzureEntityUpdate>> Chunks(IEnumerable<AzureEntityUpdate> updates)
    {
        var chunk = new List<AzureEntityUpdate>();
        var bytes = 0;
        foreach (var update in updates)
        {
            var more = update.State.Length > AzureDocuments.MaxInRow ? 0 : update.State.Length;
            if (chunk.Count == AzureTable.MaxTogether || (chunk.Count > 0 && bytes + more > AzureTable.MaxBytesTogether))
            {
                yield return chunk;
                chunk = [];
                bytes = 0;
            }

            chunk.Add(update);
            bytes += more;
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }

    private async Task StoreChunkAsync(List<AzureEntityUpdate> chunk)
    {
        try
        {
            if (await _account.Entities.TryChangeAsync(chunk.ConvertAll(u => u.Action())) is not { } tags)
            {
                return;
            }

            for (var i = 0; i < chunk.Count; i++)
            {
                await StoredAsync(chunk[i], tags[i]);
            }
        }
        catch (Exception e) when (e is StoreUnavailableException or InvalidOperationException)
        {
            chunk.ForEach(u => Failed(u, e));
        }
    }

    private async Task StoreAloneAsync(AzureEntityUpdate update)
    {
        for (var tries = 1; !update.IsDecided; tries++)
        {
            // Another row of its chunk may have been the reason, so that this one's blob is still good: it is made anew all the same.
            var blob = update.Row!.GetString(AzureDocuments.BlobColumn);
            _known.TryRemove(update.Key, out _);
            await PrepareAsync(update, looks: true);
            await _account.Documents.TryRemoveAsync(blob);
            if (!update.IsDecided)
            {
                await StoreChunkAsync([update]);
            }

            if (!update.IsDecided && tries == MaxTries)
            {
                Failed(update, new StoreUnavailableException($"{_account.Target}: the snapshot of {update.Key} was changed by others each time it was to be written. It is written again with the next checkpoint."));
            }
        }
    }

    private async Task StoredAsync(AzureEntityUpdate update, ETag tag)
    {
        Remember(update.Key, new AzureKnownEntity(update.NextStamp, tag, update.Row!.GetString(AzureDocuments.BlobColumn)), newer: true);
        update.Complete();
        await _account.Documents.TryRemoveAsync(update.Known!.Value.Blob);
    }

    private void Failed(AzureEntityUpdate update, Exception reason)
    {
        // Perhaps it was written after all: who writes next looks first.
        _hasForgotten = true;
        _known.TryRemove(update.Key, out _);
        update.Fail(reason);
    }

    private void Remember(string key, AzureKnownEntity known, bool newer)
    {
        if (_known.Count >= MaxKnown)
        {
            _hasForgotten = true;
            _known.Clear();
        }

        if (newer)
        {
            _known[key] = known;
        }
        else
        {
            _known.TryAdd(key, known);
        }
    }

    private static AzureKnownEntity KnownOf(TableEntity row) => new(AzureEntityRow.StampOf(row), row.ETag, row.GetString(AzureDocuments.BlobColumn));

    /// <returns>Why one or more of them are not stored.</returns>
    private async Task<Exception?> StoreOffsetsAsync(Exception? before)
    {
        Exception? failure = before;
        foreach (var partition in _group.Where(w => w.Key is null).GroupBy(w => w.Partition))
        {
            try
            {
                if (failure is null)
                {
                    await MoveAsync(partition.Key, partition.Max(w => w.Offset));
                }
            }
            catch (Exception e) when (e is StoreUnavailableException or InvalidOperationException)
            {
                failure = e;
            }

            foreach (var write in partition)
            {
                if (failure is null)
                {
                    write.Complete();
                }
                else
                {
                    write.Fail(failure);
                }
            }
        }

        return failure;
    }

    private async Task MoveAsync(int partition, long offset)
    {
        for (var tries = 1; tries <= MaxTries; tries++)
        {
            var stored = await _account.Entities.ReadAsync(OffsetsPartition, OffsetRow(partition));
            if (stored?.GetInt64(OffsetColumn) >= offset)
            {
                return;
            }

            var row = new TableEntity(OffsetsPartition, OffsetRow(partition)) { [OffsetColumn] = offset };
            var change = stored is null
                ? new TableTransactionAction(TableTransactionActionType.Add, row)
                : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, stored.ETag);
            if (await _account.Entities.TryChangeAsync([change]) is not null)
            {
                return;
            }
        }

        throw new StoreUnavailableException($"{_account.Target}: others move the same offset each time it is to be moved. It is written with the next checkpoint.");
    }

    // What waits came after what just failed: it hears it too, rather than wait for one time-out after the other.
    private void FailWaiting(Exception reason)
    {
        for (Take(); _group.Count > 0; Take())
        {
            _group.ForEach(w => w.Fail(reason));
        }
    }

    private static string OffsetRow(int partition) => partition.ToString(CultureInfo.InvariantCulture);
}
