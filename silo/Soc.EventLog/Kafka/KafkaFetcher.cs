using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Soc.EventLog.Kafka;

/// <summary>
/// One thread that fetches for all partitions of a topic. The consumer is touched by that thread only; others leave it orders.
/// </summary>
internal sealed partial class KafkaFetcher : IDisposable
{
    private static readonly TimeSpan PollFor = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookAtEndsEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(1);

    private readonly KafkaLogOptions _options;
    private readonly string _topic;
    private readonly PartitionFeed[] _feeds;
    private readonly OffsetRange[] _ranges;
    private readonly ConcurrentQueue<Action> _orders = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private IConsumer<Ignore, byte[]> _consumer;
    private readonly ManualResetEventSlim _stop = new();

    /// <exception cref="KafkaException">The partitions' ends cannot be asked for.</exception>
    public KafkaFetcher(KafkaLogOptions options, OffsetRange[] ranges, TimeProvider time, ILogger logger)
    {
        _options = options;
        _topic = options.EventsTopic;
        _time = time;
        _logger = logger;
        _ranges = ranges;
        _feeds = [.. ranges.Select(_ => new PartitionFeed(options.MaxReadAheadEntries))];
        _consumer = Connect();
        try
        {
            for (var p = 0; p < ranges.Length; p++)
            {
                Look(p);
            }
        }
        catch
        {
            _consumer.Dispose();
            throw;
        }

        _thread = new Thread(Run) { IsBackground = true, Name = "kafka-fetch" };
        _thread.Start();
    }

    /// <summary>Reads from an offset on, see <see cref="IEventLog.ReadAsync"/>; the messages' bytes.</summary>
    public async ValueTask ReadAsync(int partition, long fromOffset, int max, List<(long Offset, byte[] Payload)> taken, CancellationToken cancellationToken)
    {
        var feed = _feeds[partition];
        if (feed.Begin(fromOffset))
        {
            _orders.Enqueue(() => Seek(partition, feed.Sought()));
        }

        if (await feed.TakeAsync(taken, max, cancellationToken) && feed.IsPaused)
        {
            _orders.Enqueue(() => Resume(partition));
        }
    }

    /// <summary>Sentence for health while brokers do not answer; null when they do.</summary>
    public string? Problem { get; private set; }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
        foreach (var feed in _feeds)
        {
            feed.Fail(new ObjectDisposedException(nameof(KafkaEventLog)));
        }

        _consumer.Close();
        _consumer.Dispose();
    }

    private IConsumer<Ignore, byte[]> Connect() => new ConsumerBuilder<Ignore, byte[]>(KafkaClients.Consumer(_options))
        .SetLogHandler((_, m) => LogClient(_logger, m.Message))
        .SetErrorHandler((_, e) => Failed(e))
        .Build();

    private void Failed(Error error)
    {
        LogClient(_logger, error.Reason);
        if (error.Code == ErrorCode.Local_AllBrokersDown)
        {
            Problem = $"No Kafka broker answers ({error.Reason}): events wait there, and are read when one is back. Check {KafkaLogOptions.Section}:BootstrapServers '{_options.BootstrapServers}' and the network.";
        }
    }

    private void Run()
    {
        var looked = _time.GetTimestamp();
        var isBroken = false;
        while (!_stop.IsSet)
        {
            try
            {
                if (isBroken)
                {
                    BeginAgain();
                    isBroken = false;
                }

                Work(ref looked);
            }
#pragma warning disable CA1031 // this thread is all that reads: whatever ends one client, the next one goes on where it was
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogBeginsAgain(_logger, e);
                isBroken = true;
                _stop.Wait(RestAfterFailure);
            }
        }
    }

    private void Work(ref long looked)
    {
        while (_orders.TryDequeue(out var order))
        {
            order();
        }

        Fetch();
        if (_time.GetElapsedTime(looked) < LookAtEndsEvery)
        {
            return;
        }

        looked = _time.GetTimestamp();
        if (Problem is not null)
        {
            AskWhetherBrokersAnswer();
        }

        LookAtCachedEnds();
    }

    // Nothing may come for a long time.
    private void AskWhetherBrokersAnswer()
    {
        try
        {
            Look(0);
            Problem = null;
        }
        catch (KafkaException e)
        {
            LogClient(_logger, e.Error.Reason);
        }
    }

    private void Fetch()
    {
        try
        {
            if (_consumer.Consume(PollFor) is { Message: { } message } result)
            {
                Problem = null;
                Take(result.Partition.Value, result.Offset.Value, message.Value);
            }
        }
        catch (ConsumeException e) when (e.Error.Code is ErrorCode.Local_AutoOffsetReset or ErrorCode.OffsetOutOfRange)
        {
            OutOfRange(e.ConsumerRecord.Partition.Value, e);
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            // Brokers that are away come back, and the client goes on by itself.
            LogClient(_logger, e.Error.Reason);
        }
    }

    private void Take(int partition, long offset, byte[] payload)
    {
        _ranges[partition].SeenEnd(offset + 1);
        if (!_feeds[partition].Add(offset, payload))
        {
            return;
        }

        _feeds[partition].IsPaused = true;
        _consumer.Pause([At(partition)]);

        // Whoever reads may have taken everything in between, and would order nothing any more.
        if (_feeds[partition].HasRoom)
        {
            Resume(partition);
        }
    }

    private void Seek(int partition, long offset)
    {
        var at = At(partition);

        // A pause outlives the assignment in the client: what comes back would never be fetched again.
        Resume(partition);
        if (_consumer.Assignment.Contains(at))
        {
            _consumer.IncrementalUnassign([at]);
        }

        _consumer.IncrementalAssign([new TopicPartitionOffset(at, offset)]);
    }

    private void Resume(int partition)
    {
        if (_feeds[partition].IsPaused)
        {
            _feeds[partition].IsPaused = false;
            _consumer.Resume([At(partition)]);
        }
    }

    /// <summary>The position is not there: what retention removed is passed over and told; a topic that ends below it is another topic.</summary>
    private void OutOfRange(int partition, ConsumeException reason)
    {
        var asked = _feeds[partition].FetchFrom;
        var range = Look(partition);
        if (asked > range.High)
        {
            _feeds[partition].Fail(new EventLogUnavailableException(
                $"Partition {partition} of '{_topic}' ends at offset {range.High}, and {asked} was read before: the topic was made anew or lost its end. Restore it, or start with empty stores and a new {KafkaLogOptions.Section}:EventsTopic.",
                reason));
            return;
        }

        Seek(partition, Math.Max(asked, range.Low));
    }

    private void BeginAgain()
    {
        var old = _consumer;
        _consumer = Connect();
        old.Dispose();
        for (var p = 0; p < _feeds.Length; p++)
        {
            // Whatever was ordered of the old client is in this, too.
            _feeds[p].IsPaused = false;
            if (_feeds[p].FetchFrom >= 0)
            {
                Seek(p, _feeds[p].Sought());
            }
        }
    }

    private WatermarkOffsets Look(int partition)
    {
        var range = _consumer.QueryWatermarkOffsets(At(partition), TimeSpan.FromMilliseconds(_options.ConnectTimeoutMs));
        _ranges[partition].Seen(range);
        return range;
    }

    // Of the last fetch: no question to a broker.
    private void LookAtCachedEnds()
    {
        for (var p = 0; p < _feeds.Length; p++)
        {
            _ranges[p].Seen(_consumer.GetWatermarkOffsets(At(p)));
        }
    }

    private TopicPartition At(int partition) => new(_topic, partition);

    [LoggerMessage(40, LogLevel.Warning, "Kafka: {Message}")]
    private static partial void LogClient(ILogger logger, string message);

    [LoggerMessage(49, LogLevel.Warning, "Reading from Kafka failed; another client goes on where it was")]
    private static partial void LogBeginsAgain(ILogger logger, Exception reason);
}
