using System.Globalization;
using System.Security.Cryptography;
using System.Threading.Channels;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Documents;
using StackExchange.Redis;

namespace Soc.Storage.Redis;

/// <summary>
/// The writer of snapshots and offsets. Writes that wait are sent one after the other without waiting for the answers (group commit);
/// when all of them are acknowledged, the offsets follow. A server that fails takes everything that waits with it.
/// </summary>
internal sealed class RedisEntityWriter : IAsyncDisposable
{
    /// <summary>Most writes on the way at a time.</summary>
    public const int MaxGroup = 4096;

    /// <summary>Bytes from which a group is full.</summary>
    public const int MaxGroupBytes = 16 * 1024 * 1024;

    /// <summary>Most writes that wait; beyond it the store is behind its callers, and says so.</summary>
    public const int MaxWaiting = 262_144;

    private readonly RedisDatabase _database;
    private readonly Channel<PendingEntityWrite> _waiting = Channel.CreateBounded<PendingEntityWrite>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly List<PendingEntityWrite> _group = new(MaxGroup);
    private readonly RedisKey _mark;
    private readonly Task _running;
    private long _lastNumber;
    private long _acknowledged;
    private bool _lost;
    private volatile bool _stopping;

    public RedisEntityWriter(RedisDatabase database)
    {
        _database = database;

        // Each start has a mark of its own, which nobody else moves.
        _mark = $"{database.Prefix}mark:{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        _running = Task.Run(RunAsync);
    }

    /// <summary>Writes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _waiting.Writer.TryComplete();
        await _running;
        await _database.TryDeleteAsync(_mark);
    }

    public Task WriteAsync(PendingEntityWrite write)
    {
        if (_waiting.Writer.TryWrite(write))
        {
            return write.Done;
        }

        ObjectDisposedException.ThrowIf(_stopping, this);
        throw new StoreUnavailableException(string.Create(CultureInfo.InvariantCulture, $"{_database.Target} is {MaxWaiting} writes behind: the server is too slow for what comes."));
    }

    private async Task RunAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            Take();
            var failure = await StoreSnapshotsAsync([.. _group.Where(w => w.Key is not null)]);
            failure = await StoreOffsetsAsync([.. _group.Where(w => w.Key is null)], failure) ?? failure;
            if (failure is StoreUnavailableException && !_lost)
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
    private async Task<Exception?> StoreSnapshotsAsync(PendingEntityWrite[] writes)
    {
        if (writes.Length == 0)
        {
            return null;
        }

        var before = _lastNumber;
        _lastNumber += writes.Length;
        var (begun, outcomes) = await SendAsync(writes, before);
        if (outcomes.Any(o => o.IsScriptMissing))
        {
            // The server was restarted. What it took of the group before that keeps its number, and is not done twice.
            (begun, outcomes) = await _database.TryLoadAsync() is { } failure ? (failure, outcomes) : await SendAsync(writes, before);
        }

        if (begun.Result == RedisScripts.SomethingBeforeIsMissing)
        {
            // None of this group is stored; tried again it will be, but no offset will pass over what is gone.
            _lost = true;
            _acknowledged = 0;
            return FailAll(writes, RedisFailure.WritesWereLost(_database.Target));
        }

        return Tell(writes, before, begun, outcomes);
    }

    private async Task<(RedisOutcome Begun, RedisOutcome[] Outcomes)> SendAsync(PendingEntityWrite[] writes, long before)
    {
        var beginning = _database.RunAsync(RedisScripts.Begin, [_mark], [_acknowledged, before]);
        var sent = new Task<RedisOutcome>[writes.Length];
        for (var i = 0; i < writes.Length; i++)
        {
            var write = writes[i];
            sent[i] = _database.RunAsync(
                RedisScripts.Snapshot,
                [_database.KeyOf(write.Key!), _mark],
                [SnapshotHeader.Of(new EntityStamp(write.Writer.Number, 0)), SnapshotHeader.Of(write.Writer.Began), before + 1 + i, write.State]);
        }

        return (await beginning, await Task.WhenAll(sent));
    }

    private Exception? Tell(PendingEntityWrite[] writes, long before, RedisOutcome begun, RedisOutcome[] outcomes)
    {
        // Behind a write that failed, the others of its group miss it: what is told is why the first one failed.
        var cause = begun.Failure ?? outcomes.FirstOrDefault(o => o.Failure is { } f && !RedisFailure.IsOfTheValue(f)).Failure;
        Exception? failure = null;
        for (var i = 0; i < writes.Length; i++)
        {
            var missing = outcomes[i] is { Failure: null, Result: RedisScripts.SomethingBeforeIsMissing };
            if (missing || outcomes[i].Failure is not null)
            {
                var reason = _database.Words(outcomes[i].Failure ?? cause ?? RedisFailure.Switched);
                writes[i].Fail(reason);
                failure = failure as StoreUnavailableException ?? reason;
                continue;
            }

            _acknowledged = before + 1 + i;
            if (outcomes[i].Result == RedisScripts.Refused)
            {
                writes[i].Fail(EntityConflictException.Of(writes[i].Key!));
            }
            else
            {
                writes[i].Complete();
            }
        }

        return failure;
    }

    /// <returns>Why one or more of them are not stored.</returns>
    private async Task<Exception?> StoreOffsetsAsync(PendingEntityWrite[] writes, Exception? before)
    {
        if (writes.Length == 0)
        {
            return null;
        }

        if (_lost || before is not null)
        {
            return FailAll(writes, _lost ? RedisFailure.WritesWereLost(_database.Target) : before!);
        }

        foreach (var partition in writes.GroupBy(w => w.Partition))
        {
            var outcome = await MoveAsync(partition.Key, partition.Max(w => w.Offset));
            if (outcome.IsScriptMissing)
            {
                outcome = await _database.TryLoadAsync() ?? await MoveAsync(partition.Key, partition.Max(w => w.Offset));
            }

            if (outcome.Failure is null && outcome.Result == RedisScripts.SomethingBeforeIsMissing)
            {
                _lost = true;
                _acknowledged = 0;
                return FailAll(writes, RedisFailure.WritesWereLost(_database.Target));
            }

            if (outcome.Failure is not null)
            {
                return FailAll(writes, _database.Words(outcome.Failure));
            }

            foreach (var write in partition)
            {
                write.Complete();
            }
        }

        return null;
    }

    private Task<RedisOutcome> MoveAsync(int partition, long offset) => _database.RunAsync(RedisScripts.Offset, [_database.OffsetKeyOf(partition), _mark], [offset, _acknowledged]);

    // Those that are complete already do not mind.
    private static Exception FailAll(PendingEntityWrite[] writes, Exception reason)
    {
        foreach (var write in writes)
        {
            write.Fail(reason);
        }

        return reason;
    }

    // What waits came after what just failed: it hears it too, rather than wait for one time-out after the other.
    private void FailWaiting(Exception reason)
    {
        for (Take(); _group.Count > 0; Take())
        {
            _group.ForEach(w => w.Fail(reason));
        }
    }
}
