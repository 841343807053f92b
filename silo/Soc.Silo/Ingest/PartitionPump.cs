using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Soc.EventLog;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Entities;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Grains.Hosting;
using Soc.Model.Entities;
using Soc.Silo.Ingest.Silos;

namespace Soc.Silo.Ingest;

/// <summary>Reads one partition and gives each entity its events, in order, one batch in flight.</summary>
internal sealed partial class PartitionPump(
    int partition,
    IEventLog log,
    IEntityStore store,
    EventRouter router,
    LocalHandOver local,
    EntityCalls calls,
    OtherSilos others,
    CheckpointTracker tracker,
    PartitionHandBack handBack,
    PumpOptions options,
    SiloInstruments instruments,
    TimeProvider time,
    ILogger logger) : IDisposable
{
    private readonly ToldFacts _told = new();
    private readonly RoutedBatch _routed = new();
    private readonly List<LiveEntity> _touched = [];
    private readonly SemaphoreSlim _inFlight = new(options.MaxCallsInFlight, options.MaxCallsInFlight);
    private long _position;
    private string? _failing;
    private string? _waiting;

    /// <summary>Everything below is applied, as far as this process has read.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>False while another silo reads the partition. Before it was asked for, it counts as ours: what is in it is not applied.</summary>
    public bool IsOwned { get; private set; } = true;

    public void Dispose() => _inFlight.Dispose();

    /// <summary>Sentence for health while the partition is begun again and again, or waits for a call that fails; null when it reads.</summary>
    public string? Problem => _failing ?? _waiting;

    /// <summary>Reads until it is cancelled. Whatever fails, the partition is read again from what is stored: it never stops by itself.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var delayMs = options.FirstRetryDelayMs; ; delayMs = Math.Min(delayMs * 2, options.MaxRetryDelayMs))
        {
            try
            {
                await ReadAsOwnerAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // a defect in one batch must not silence a partition for ever: it is said, counted, and tried again
            catch (Exception e)
#pragma warning restore CA1031
            {
                // It had gone on since the last time: this is another failure.
                delayMs = _failing is null ? options.FirstRetryDelayMs : delayMs;
                _failing = $"Partition {partition} failed at offset {Position} ({e.Message}); it is read again from the last checkpoint, and nothing is lost meanwhile. If this stays, report it with the log.";
                LogBeginAgain(e, partition, Position, delayMs);
                await Task.Delay(TimeSpan.FromMilliseconds(delayMs), time, cancellationToken);
            }
        }
    }

    private async Task ReadAsOwnerAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var owning = log.OwnAsync(partition, cancellationToken);
            IsOwned = owning.IsCompleted;
            using var lease = await owning;
            IsOwned = true;
            try
            {
                await ReadOnAsync(lease.Lost, cancellationToken);
            }
            finally
            {
                IsOwned = false;
            }

            _failing = _waiting = null;
            await handBack.ReleaseAsync(partition, cancellationToken);
        }
    }

    private async Task ReadOnAsync(CancellationToken lost, CancellationToken cancellationToken)
    {
        while (!lost.IsCancellationRequested)
        {
            var epoch = tracker.Epoch;
            using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tracker.EndOf(epoch), lost);
            _told.Forget();
            var position = await RetryAsync(() => store.ReadOffsetAsync(partition, cancellationToken), cancellationToken);
            tracker.Advance(partition, position, epoch);
            Volatile.Write(ref _position, position);
            while (epoch == tracker.Epoch && !lost.IsCancellationRequested)
            {
                try
                {
                    var from = position;
                    var batch = await RetryAsync(() => ReadAsync(from, reading.Token), reading.Token);
                    position = await PumpOnceAsync(batch, position, epoch, cancellationToken);
                    _failing = null;
                }
                catch (OperationCanceledException) when (reading.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                {
                    // State was lost, or the partition is another's, while it had nothing new to read.
                    break;
                }
            }
        }
    }

    private ValueTask<LogBatch> ReadAsync(long from, CancellationToken cancellationToken)
    {
        // What was called until it worked has worked; and what comes next may be long in coming.
        _waiting = null;
        return log.ReadAsync(partition, from, options.MaxEntriesPerRead, cancellationToken);
    }

    private async Task<long> PumpOnceAsync(LogBatch batch, long position, int epoch, CancellationToken cancellationToken)
    {
        if (batch.Lost > 0)
        {
            instruments.Dropped("log_gap", batch.Lost);
            LogGap(partition, batch.Lost, position);
        }

        // A batch that was given up half-way is read again: what it had touched is touched again.
        _touched.Clear();
        var routed = _routed;
        router.Route(batch, _told, routed);
        foreach (var failure in routed.Failures)
        {
            instruments.Dropped("routing_error", 1);
            LogNotRouted(failure.Reason, partition, failure.Offset);
        }

        var tasks = new List<Task>();
        var elsewhere = new SiloGroups<HandOverItem>();
        var sinceYield = 0;
        foreach (var (key, events) in routed.Entities)
        {
            sinceYield += events.Count;
            if (sinceYield >= options.MaxEventsBeforeYield)
            {
                // Others of this process want the core, too: membership, requests, other partitions.
                await Task.Yield();
                sinceYield = 0;
            }

            switch (local.Apply(key, partition, events, epoch, out var live))
            {
                case HandOver.Refused:
                    break;
                case HandOver.Applied:
                    _touched.Add(live!);
                    break;
                case HandOver.Raised:
                    _touched.Add(live!);
                    await _inFlight.WaitAsync(cancellationToken);
                    tasks.Add(HandOnAsync(key, epoch, cancellationToken));
                    break;
                default:
                    if (others.Places.TryFind(key, out var silo))
                    {
                        elsewhere.Add(silo, new HandOverItem(key, [.. events], Expected: 0));
                        break;
                    }

                    await _inFlight.WaitAsync(cancellationToken);
                    tasks.Add(ApplyAsync(key, [.. events], epoch, cancellationToken));
                    break;
            }
        }

        foreach (var (silo, items) in elsewhere.All)
        {
            await _inFlight.WaitAsync(cancellationToken);
            tasks.Add(HandOverAsync(silo, items, epoch, cancellationToken));
        }

        foreach (var (client, observations) in routed.Clients)
        {
            await _inFlight.WaitAsync(cancellationToken);
            tasks.Add(ObserveAsync(client, observations, epoch, cancellationToken));
        }

        await Task.WhenAll(tasks);
        tracker.Touched(_touched, epoch);
        tracker.Advance(partition, batch.NextOffset, epoch);
        Volatile.Write(ref _position, batch.NextOffset);
        if (routed.EventCount > 0)
        {
            instruments.Applied(routed.EventCount, routed.Entities.Count, routed.OldestReceivedMs);
        }

        return batch.NextOffset;
    }

    // Methods of their own: in the loop above, the closures would be made for every entity.
    private Task HandOnAsync(EntityKey key, int epoch, CancellationToken cancellationToken) =>
        CallAsync(key, epoch, _ => calls.HandOnAsync(key, cancellationToken), cancellationToken);

    private Task ApplyAsync(EntityKey key, EnrichedEvent[] events, int epoch, CancellationToken cancellationToken) =>
        CallAsync(key, epoch, expected => ApplyAndLearnAsync(key, new EntityBatch(partition, events, expected), cancellationToken), cancellationToken);

    private async ValueTask<long> ApplyAndLearnAsync(EntityKey key, EntityBatch batch, CancellationToken cancellationToken)
    {
        var place = await calls.ApplyAsync(key, batch, cancellationToken);
        others.Places.Learn(key, place.Silo);
        return place.Activation;
    }

    /// <summary>All of a read that is for entities of one other silo, in one message. Who was not found there gets a call.</summary>
    private async Task HandOverAsync(SiloAddress silo, List<HandOverItem> items, int epoch, CancellationToken cancellationToken)
    {
        var calling = new List<Task>();
        try
        {
            var due = new List<HandOverItem>(items.Count);
            foreach (var item in items)
            {
                if (tracker.TryExpect(item.Key, epoch, out var expected))
                {
                    due.Add(item with { Expected = expected });
                }
            }

            var activations = due.Count == 0 ? [] : await others.ApplyAsync(silo, partition, due, cancellationToken);
            for (var i = 0; i < activations.Length; i++)
            {
                if (activations[i] == 0)
                {
                    calling.Add(ApplyWhenFreeAsync(due[i]));
                }
                else
                {
                    tracker.Touched(due[i].Key, due[i].Expected, activations[i], epoch);
                }
            }
        }
        finally
        {
            _inFlight.Release();
        }

        await Task.WhenAll(calling);

        async Task ApplyWhenFreeAsync(HandOverItem item)
        {
            await _inFlight.WaitAsync(cancellationToken);
            await ApplyAsync(item.Key, item.Events, epoch, cancellationToken);
        }
    }

    private Task ObserveAsync(string client, ClientObservations observations, int epoch, CancellationToken cancellationToken) =>
        CallAsync(EntityKey.ForClient(client), epoch, expected => calls.ObserveAsync(client, observations with { Expected = expected }, cancellationToken), cancellationToken);

    private async Task CallAsync(EntityKey key, int epoch, Func<long, ValueTask<long>> call, CancellationToken cancellationToken)
    {
        try
        {
            await RetryAsync(TryAsync, cancellationToken);
        }
        finally
        {
            _inFlight.Release();
        }

        // What is expected is asked for at each try: between two of them the epoch may end, and then the call must not be made.
        async ValueTask<bool> TryAsync()
        {
            var isDue = tracker.TryExpect(key, epoch, out var expected);
            if (isDue)
            {
                tracker.Touched(key, expected, await call(expected), epoch);
            }

            return isDue;
        }
    }

    // Every call is idempotent, so that whatever fails is made again until it works: the partition waits, nothing is skipped.
    private async ValueTask<T> RetryAsync<T>(Func<ValueTask<T>> call, CancellationToken cancellationToken)
    {
        for (var delayMs = options.FirstRetryDelayMs; ; delayMs = Math.Min(delayMs * 2, options.MaxRetryDelayMs))
        {
            try
            {
                return await call();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // any failure of a call is retried; the next attempt or the stop decides
            catch (Exception e)
#pragma warning restore CA1031
            {
                cancellationToken.ThrowIfCancellationRequested();
                _waiting = $"Partition {partition} waits at offset {Position} for what cannot be done now ({e.Message}); it is tried again until it works, and nothing is lost meanwhile.";
                LogRetry(e, partition, delayMs);
                await Task.Delay(TimeSpan.FromMilliseconds(delayMs), time, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Partition {Partition}: {Lost} log entries from offset {Offset} on are gone (retention or damage); reading goes on after them")]
    private partial void LogGap(int partition, long lost, long offset);

    [LoggerMessage(Level = LogLevel.Error, Message = "Partition {Partition}: the event at offset {Offset} could not be enriched and is left out; it stays in the log; this is a defect")]
    private partial void LogNotRouted(Exception exception, int partition, long offset);

    [LoggerMessage(Level = LogLevel.Error, Message = "Partition {Partition} failed at offset {Offset} and is read again from the last checkpoint in {DelayMs} ms")]
    private partial void LogBeginAgain(Exception exception, int partition, long offset, int delayMs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partition {Partition}: a call failed and is made again in {DelayMs} ms")]
    private partial void LogRetry(Exception exception, int partition, int delayMs);
}
