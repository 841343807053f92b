using Microsoft.Extensions.Options;
using Soc.GrainInterfaces.Clients;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>
/// Splits messages and appends their records, and waits while the log takes nothing or the client does not exist: the brokers keep what
/// is not appended. A record that the pipeline fails on again and again goes to the dead letters, so that the partition goes on.
/// </summary>
public sealed class KafkaSourceSink
{
    /// <summary>Most records of one append: few bytes can hold very many.</summary>
    private const int MaxAppendRecords = 10_000;

    /// <summary>So often a failure that nobody foresaw may pass by itself.</summary>
    private const int MaxFailures = 3;

    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan UnavailablePause = TimeSpan.FromSeconds(2);

    private readonly IngestPipeline _pipeline;
    private readonly IClientPolicies _clients;
    private readonly KafkaSourceMetrics _metrics;
    private readonly MessageSplitter _splitter;
    private readonly TimeProvider _time;
    private readonly ILogger<KafkaSourceSink> _logger;

    public KafkaSourceSink(
        IngestPipeline pipeline,
        IClientPolicies clients,
        KafkaSourceMetrics metrics,
        IOptions<KafkaIngestOptions> limits,
        IOptions<IngestOptions> ingest,
        TimeProvider time,
        ILogger<KafkaSourceSink> logger)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(ingest);
        _pipeline = pipeline;
        _clients = clients;
        _metrics = metrics;
        _splitter = new MessageSplitter(limits.Value.MaxMessageBytes, ingest.Value.MaxRecordBytes, limits.Value.MaxRecordsPerMessage);
        _time = time;
        _logger = logger;
    }

    /// <summary>Completes when all of the messages are durable.</summary>
    internal async Task AppendAsync(KafkaSource source, KafkaSourceHealth health, IReadOnlyList<KafkaMessage> messages, CancellationToken cancellationToken)
    {
        var records = new List<IngestRecord>();
        foreach (var message in messages)
        {
            var place = KafkaPlace.Of(message.At, message.Offset);
            var defaults = new IngestRecord(default, source.Sourcetype, Host: null, message.TimeMs, Defect: null, KafkaPlace.Of(place, 0));
            _splitter.Split(message.Value, source.Format, defaults, records);
            if (records.Count >= MaxAppendRecords)
            {
                await AppendAsync(source, health, records, cancellationToken);
                records.Clear();
            }
        }

        if (records.Count > 0)
        {
            await AppendAsync(source, health, records, cancellationToken);
        }

        _metrics.Appended(source.Name, messages.Count);
    }

    private async Task AppendAsync(KafkaSource source, KafkaSourceHealth health, List<IngestRecord> records, CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            try
            {
                if (_clients.Find(source.Client) is null)
                {
                    health.AppendFails($"the client '{source.Client}' does not exist, and its messages wait at the brokers: make it with PUT /api/v1/clients/{source.Client}, or correct Client");
                    await Task.Delay(UnavailablePause, _time, cancellationToken);
                    continue;
                }

                var result = await _pipeline.IngestAsync(source.Client, records, cancellationToken);
                if (result.Status == IngestStatus.Accepted)
                {
                    health.Appended();
                    _metrics.Records(source.Name, records.Count, result.DeadLetters);
                    return;
                }

                await Task.Delay(result.Status == IngestStatus.Busy ? BusyPause : UnavailablePause, _time, cancellationToken);
                continue;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failures++;
                health.AppendFails($"its records cannot be appended ({source.WithoutSecrets(failure.Message).TrimEnd('.')}): they wait at the brokers and are tried again");
                KafkaSourceLog.AppendFailed(_logger, source.Name, failure);
            }

            if (failures < MaxFailures)
            {
                await Task.Delay(UnavailablePause, _time, cancellationToken);
            }
            else if (records.Count > 1)
            {
                await AppendEachAsync(source, health, records, cancellationToken);
                return;
            }
            else
            {
                // It alone is at fault. If not even its dead letter can be written, all waits.
                records[0] = records[0] with { Defect = IngestReasons.AppendFailed };
                await Task.Delay(failures > MaxFailures ? UnavailablePause : BusyPause, _time, cancellationToken);
            }
        }
    }

    private async Task AppendEachAsync(KafkaSource source, KafkaSourceHealth health, List<IngestRecord> records, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            await AppendAsync(source, health, [record], cancellationToken);
        }
    }
}
