using Confluent.Kafka;
using ErrorCode = Confluent.Kafka.ErrorCode;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>
/// The life of one consumer, on one thread: read, append, store the position, in this order. One batch is appended at a time, so that a
/// position is never above what is durable in its partition; meanwhile messages are read up to a bound, and then the partitions pause.
/// </summary>
internal sealed class KafkaSession : IDisposable
{
    private static readonly TimeSpan BusyPoll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan IdlePoll = TimeSpan.FromMilliseconds(100);

    /// <summary>A pause throws away what was fetched ahead: a log that is merely behind is waited for.</summary>
    private static readonly TimeSpan FullPatience = TimeSpan.FromMilliseconds(500);

    /// <summary>How long partitions that go to another wait for what is being appended.</summary>
    private static readonly TimeSpan LandPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long a stop waits for it.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private readonly KafkaSource _source;
    private readonly KafkaSourceSink _sink;
    private readonly KafkaSourceHealth _health;
    private readonly KafkaSourceMetrics _metrics;
    private readonly ILogger _logger;
    private readonly WaitingMessages _waiting;
    private readonly KafkaPositions _positions;
    private readonly TopicLook _look;
    private readonly IConsumer<Ignore, byte[]?> _consumer;
    private readonly ManualResetEventSlim _landed = new(initialState: true);
    private readonly CancellationTokenSource _appends = new();
    private KafkaBatch? _inFlight;
    private Exception? _failure;
    private string? _lastFailure;
    private bool _isAppended;
    private bool _isPaused;
    private bool _hasNewPartitions;

    /// <exception cref="InvalidOperationException">The library refuses the settings.</exception>
    public KafkaSession(KafkaSource source, KafkaSourceSink sink, KafkaSourceHealth health, KafkaSourceMetrics metrics, KafkaIngestOptions limits, TimeProvider time, ILogger logger)
    {
        _source = source;
        _sink = sink;
        _health = health;
        _metrics = metrics;
        _logger = logger;
        _waiting = new WaitingMessages(limits);
        _consumer = new ConsumerBuilder<Ignore, byte[]?>(source.Config)
            .SetLogHandler((_, m) => KafkaSourceLog.Client(logger, source.Name, source.WithoutSecrets(m.Message)))
            .SetErrorHandler((_, e) => Meet(e))
            .SetStatisticsHandler((_, json) => Learn(json))
            .SetPartitionsAssignedHandler((_, partitions) => Assigned(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => Revoked(partitions, isLost: false))
            .SetPartitionsLostHandler((_, partitions) => Revoked(partitions, isLost: true))
            .Build();
        _positions = new KafkaPositions(_consumer, source, health, metrics, logger);
        _look = new TopicLook(_consumer, source, health, time, logger);
    }

    /// <summary>Messages read and not appended.</summary>
    public int WaitingCount => _waiting.Count;

    /// <summary>Reads until it is told to stop, and leaves the group in order.</summary>
    /// <exception cref="KafkaException">The consumer cannot go on.</exception>
    public void Run(CancellationToken stopping)
    {
        _consumer.Subscribe(_source.Topics);
        while (!stopping.IsCancellationRequested)
        {
            TakeLanded();
            BeginAppend();
            MakeRoom(stopping);
            Poll();
            _look.LookIfDue(_positions.HasPartitions);
        }

        if (!_landed.Wait(StopPatience, CancellationToken.None))
        {
            _appends.Cancel();
            _landed.Wait(LandPatience, CancellationToken.None);
        }

        TakeLanded();
        _consumer.Close();
    }

    public void Dispose()
    {
        _appends.Cancel();
        _landed.Wait(LandPatience, CancellationToken.None);
        _consumer.Dispose();
        _appends.Dispose();
    }

    private void Poll()
    {
        try
        {
            var isIdle = _isPaused || (_inFlight is null && _waiting.Count == 0);
            if (_consumer.Consume(isIdle ? IdlePoll : BusyPoll) is { Message: { } message } read)
            {
                _metrics.Read(_source.Name);
                var timeMs = message.Timestamp.Type == TimestampType.NotAvailable ? 0 : message.Timestamp.UnixTimestampMs;
                _positions.Read(read.TopicPartition, read.Offset.Value);
                _waiting.Add(new KafkaMessage(read.TopicPartition, read.Offset.Value, timeMs, message.Value));
            }
        }
        catch (ConsumeException e) when (e.Error.Code is ErrorCode.Local_AutoOffsetReset or ErrorCode.Local_NoOffset or ErrorCode.OffsetOutOfRange)
        {
            _positions.Find(e.ConsumerRecord.TopicPartition);
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            Meet(e.Error, e.ConsumerRecord?.Topic);
        }
    }

    private void BeginAppend()
    {
        if (_inFlight is null && _waiting.Take() is { } batch)
        {
            _inFlight = batch;
            _isAppended = false;
            _landed.Reset();
            _ = Task.Run(() => AppendAsync(batch));
        }
    }

    private async Task AppendAsync(KafkaBatch batch)
    {
        try
        {
            await _sink.AppendAsync(_source, _health, batch.Messages, _appends.Token);
            _isAppended = true;
        }
        catch (OperationCanceledException)
        {
            // Stopping: nobody knows what of it is durable, so that all of it comes again.
        }
        catch (Exception failure)
        {
            _failure = failure;
        }
        finally
        {
            _landed.Set();
        }
    }

    /// <summary>Stores the positions of what is durable.</summary>
    private void TakeLanded()
    {
        if (_inFlight is not { } batch || !_landed.IsSet)
        {
            return;
        }

        _inFlight = null;
        if (_isAppended)
        {
            foreach (var (at, next) in batch.Next)
            {
                _positions.Appended(at, next);
            }
        }
        else if (_failure is { } failure)
        {
            throw new InvalidOperationException($"Messages could not be appended: {failure.Message}", failure);
        }
    }

    private void MakeRoom(CancellationToken stopping)
    {
        if (_isPaused && _waiting.HasRoom)
        {
            _consumer.Resume(_consumer.Assignment);
            _isPaused = false;
        }
        else if (_isPaused ? _hasNewPartitions : _waiting.IsFull && !HasLandedSoon(stopping))
        {
            _consumer.Pause(_consumer.Assignment);
            _isPaused = true;
        }

        _hasNewPartitions = false;
    }

    private bool HasLandedSoon(CancellationToken stopping)
    {
        try
        {
            return _landed.Wait(FullPatience, stopping);
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private void Assigned(List<TopicPartition> partitions)
    {
        _hasNewPartitions = true;
        _positions.Assigned(partitions);
        _health.GroupWorks();
        foreach (var topic in partitions.Select(p => p.Topic).Distinct(StringComparer.Ordinal))
        {
            _health.TopicWorks(topic);
        }
    }

    private void Revoked(List<TopicPartitionOffset> partitions, bool isLost)
    {
        var gone = partitions.Select(p => p.TopicPartition).ToHashSet();
        if (_inFlight?.IsOf(gone) == true)
        {
            _landed.Wait(LandPatience, CancellationToken.None);
            TakeLanded();
            _inFlight?.Forget(gone);
        }

        _waiting.Remove(gone);
        _positions.Revoked(gone, isLost);
    }

    private void Learn(string json)
    {
        if (KafkaStatistics.Read(json) is not { } statistics)
        {
            return;
        }

        // What was handed to us is behind until it is durable.
        _health.Lags(statistics.LagMessages + _waiting.Count + (_inFlight?.Messages.Count ?? 0));
        if (statistics.IsConnected && _health.Connected())
        {
            KafkaSourceLog.Connected(_logger, _source.Name);
        }
    }

    private void Meet(Error error, string? topic = null)
    {
        if (error.Code == ErrorCode.Local_Transport)
        {
            // One connection of several: the client makes it again. That none is left is told by another error.
            _lastFailure = KafkaTrouble.Reason(error, _source);
            KafkaSourceLog.Client(_logger, _source.Name, _lastFailure);
            return;
        }

        var isNew = true;
        string? trouble;
        if (KafkaTrouble.OfConnection(error, _source, _lastFailure, out var isCause) is { } connection)
        {
            isNew = _health.Disconnected(trouble = connection, isCause);
        }
        else if (topic is not null && KafkaTrouble.OfTopic(error, topic, _source) is { } ofTopic)
        {
            isNew = _health.TopicFails(topic, trouble = ofTopic);
        }
        else if (KafkaTrouble.OfGroup(error, _source) is { } ofGroup)
        {
            isNew = _health.GroupFails(trouble = ofGroup);
        }
        else
        {
            trouble = KafkaTrouble.Reason(error, _source);
        }

        if (isNew)
        {
            KafkaSourceLog.Trouble(_logger, _source.Name, trouble);
        }
    }
}
