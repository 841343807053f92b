using Confluent.Kafka;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>Keeps a source read: one thread, and a new consumer when one cannot go on.</summary>
internal sealed class KafkaSourceReader(
    KafkaSource source, KafkaSourceSink sink, KafkaSourceMetrics metrics, KafkaIngestOptions limits, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>A consumer that lived so long was well: the next failure is a new one.</summary>
    private static readonly TimeSpan Well = TimeSpan.FromMinutes(5);

    private KafkaSession? _session;

    public KafkaSourceHealth Health { get; } = new(source.Name, limits.LagSaidAboveMessages, time);

    /// <summary>Messages read and not appended.</summary>
    public int WaitingCount => _session?.WaitingCount ?? 0;

    /// <summary>Makes the first consumer, which connects by itself from then on.</summary>
    /// <exception cref="InvalidOperationException">The settings cannot be used; the message says which and what to do.</exception>
    public void Open()
    {
        metrics.Watch(Health);
        try
        {
            _session = NewSession();
        }
        catch (Exception refused) when (refused is InvalidOperationException or KafkaException or ArgumentException)
        {
            throw new InvalidOperationException(
                $"The Kafka source '{source.Name}' cannot be used ({source.WithoutSecrets(refused.Message)}): check its SecurityProtocol, SaslMechanism and the files of SslCaLocation, SslCertificateLocation and SslKeyLocation.",
                refused);
        }

        KafkaSourceLog.Reads(logger, source.Name, string.Join(", ", source.Topics), source.Servers, source.Client, source.GroupId);
    }

    /// <summary>Reads until cancelled; nothing else ends it.</summary>
    public Task RunAsync(CancellationToken stopping) =>
        Task.Factory.StartNew(() => Run(stopping), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose() => _session?.Dispose();

    private KafkaSession NewSession() => new(source, sink, Health, metrics, limits, time, logger);

    private void Run(CancellationToken stopping)
    {
        var pause = FirstPause;
        while (!stopping.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            try
            {
                _session ??= NewSession();
                _session.Run(stopping);
            }
            catch (Exception failure)
            {
                pause = time.GetElapsedTime(began) > Well ? FirstPause : pause;
                Health.GroupFails($"it failed ({source.WithoutSecrets(failure.Message).TrimEnd('.')}) and begins again from what is appended");
                KafkaSourceLog.Failed(logger, source.Name, pause.TotalSeconds, failure);
                End();
                stopping.WaitHandle.WaitOne(pause);
                pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
            }
        }

        End();
    }

    private void End()
    {
        var ended = _session;
        _session = null;
        ended?.Dispose();
    }
}
