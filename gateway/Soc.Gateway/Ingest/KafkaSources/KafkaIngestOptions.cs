namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>Section <c>Soc:Ingest:Kafka</c>: topics of customers that are read. The event log's own brokers are another section, <c>Soc:Kafka</c>.</summary>
public sealed class KafkaIngestOptions
{
    public const string Section = IngestOptions.Section + ":Kafka";

    public List<KafkaSourceOptions> Sources { get; set; } = [];

    /// <summary>Longest message that is split, bytes; a longer one is a dead letter.</summary>
    public int MaxMessageBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Most records of one message; what follows them is one dead letter.</summary>
    public int MaxRecordsPerMessage { get; set; } = 100_000;

    /// <summary>Most messages of a source appended at once.</summary>
    public int MaxBatchMessages { get; set; } = 2_000;

    /// <summary>Most bytes of a source appended at once; a single larger message still is.</summary>
    public int MaxBatchBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Most messages of a source that wait for the log; then its partitions pause.</summary>
    public int MaxWaitingMessages { get; set; } = 20_000;

    /// <summary>Most bytes of a source that wait for the log, one message more at most; then its partitions pause.</summary>
    public int MaxWaitingBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>A source further behind than so many messages says so in health.</summary>
    public long LagSaidAboveMessages { get; set; } = 100_000;

    /// <summary>A gateway that is not heard of for so long loses its partitions to others of the group, ms; brokers allow 6,000 to 1,800,000.</summary>
    public int SessionTimeoutMs { get; set; } = 45_000;

    /// <exception cref="InvalidOperationException">A limit makes no sense; the message says which.</exception>
    internal void CheckLimits()
    {
        foreach (var (name, value) in ((string, long)[])
        [
            (nameof(MaxMessageBytes), MaxMessageBytes), (nameof(MaxRecordsPerMessage), MaxRecordsPerMessage), (nameof(MaxBatchMessages), MaxBatchMessages),
            (nameof(MaxBatchBytes), MaxBatchBytes), (nameof(MaxWaitingMessages), MaxWaitingMessages), (nameof(MaxWaitingBytes), MaxWaitingBytes),
            (nameof(LagSaidAboveMessages), LagSaidAboveMessages), (nameof(SessionTimeoutMs), SessionTimeoutMs),
        ])
        {
            if (value < 1)
            {
                throw new InvalidOperationException($"{Section}:{name} is {value}: give a number above 0, or leave it out.");
            }
        }
    }
}
