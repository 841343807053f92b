using System.IO.Compression;
using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Soc.CaptureAgent.Settings;
using Soc.CaptureAgent.Spool;

namespace Soc.CaptureAgent.Delivery;

/// <summary>Brings the spool to a Kafka topic: one message an event, all of a sensor under one key, so that their order stays. A batch leaves the spool when all of it is there.</summary>
internal sealed partial class KafkaLink(KafkaOptions options, string sensor, DiskSpool spool, DeliveryState state, TimeProvider time, ILogger<KafkaLink> logger) : BackgroundService
{
    private readonly Backoff _backoff = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var config = new ProducerConfig(options.Client.ToDictionary(StringComparer.Ordinal))
        {
            BootstrapServers = options.BootstrapServers,
            EnableIdempotence = true,
            CompressionType = CompressionType.Zstd,
            LingerMs = 20,
        };
        using var producer = new ProducerBuilder<string, byte[]>(config).SetLogHandler((_, m) => LogClient(m.Message)).Build();
        ulong done = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (spool.After(done) is not { } batch)
                {
                    await spool.WaitAsync(TimeSpan.FromMilliseconds(200), stoppingToken).ConfigureAwait(false);
                    continue;
                }

                await Task.WhenAll(Lines(batch.Data).Select(line => producer.ProduceAsync(options.Topic, new Message<string, byte[]> { Key = sensor, Value = line }, stoppingToken))).ConfigureAwait(false);
                spool.Acknowledge(done = batch.Number);
                state.Delivered();
                state.Problem = null;
                _backoff.Reset();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (KafkaException e)
            {
                // What of it arrived comes again, under the same ids.
                var problem = $"Kafka at {options.BootstrapServers} takes nothing on '{options.Topic}': {e.Error.Reason}";
                if (!string.Equals(problem, state.Problem, StringComparison.Ordinal))
                {
                    LogTrouble(problem);
                }

                state.Problem = problem;
                state.Retried();
                await Task.Delay(_backoff.Next(), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static List<byte[]> Lines(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        var lines = new List<byte[]>();
        var rest = plain.GetBuffer().AsSpan(0, (int)plain.Length);
        while (rest.IndexOf((byte)'\n') is >= 0 and var end)
        {
            lines.Add(rest[..end].ToArray());
            rest = rest[(end + 1)..];
        }

        return lines;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing is delivered, and what is captured waits on disk: {Problem}")]
    private partial void LogTrouble(string problem);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Kafka: {Message}")]
    private partial void LogClient(string message);
}
