using System.Globalization;
using Confluent.Kafka;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>Positions of the partitions that are read here: where they begin, what is appended, and what is committed before they go.</summary>
internal sealed class KafkaPositions(IConsumer<Ignore, byte[]?> consumer, KafkaSource source, KafkaSourceHealth health, KafkaSourceMetrics metrics, ILogger logger)
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);

    private readonly HashSet<TopicPartition> _ours = [];
    private readonly Dictionary<TopicPartition, long> _read = [];
    private readonly Dictionary<TopicPartition, long> _appended = [];

    public bool HasPartitions => _ours.Count > 0;

    public void Assigned(IEnumerable<TopicPartition> partitions)
    {
        _ours.UnionWith(partitions);
        health.Holds(_ours.Count);
    }

    public void Read(TopicPartition at, long offset) => _read[at] = offset + 1;

    /// <summary>Everything below is durable.</summary>
    public void Appended(TopicPartition at, long next)
    {
        if (!_ours.Contains(at))
        {
            return;
        }

        _appended[at] = next;
        try
        {
            consumer.StoreOffset(new TopicPartitionOffset(at, next));
        }
        catch (KafkaException e)
        {
            // The partition is on its way to another: it is committed when it goes, or comes again there.
            KafkaSourceLog.NotCommitted(logger, source.Name, KafkaTrouble.Reason(e.Error, source));
        }
    }

    /// <summary>Commits what is appended, unless the partitions are lost: then another has them already.</summary>
    public void Revoked(IReadOnlySet<TopicPartition> gone, bool isLost)
    {
        var commit = _appended.Where(a => gone.Contains(a.Key)).Select(a => new TopicPartitionOffset(a.Key, a.Value)).ToList();
        if (!isLost && commit.Count > 0)
        {
            try
            {
                consumer.Commit(commit);
            }
            catch (KafkaException e)
            {
                KafkaSourceLog.NotCommitted(logger, source.Name, KafkaTrouble.Reason(e.Error, source));
            }
        }

        foreach (var at in gone)
        {
            _ours.Remove(at);
            _read.Remove(at);
            _appended.Remove(at);
        }

        health.Holds(_ours.Count);
    }

    /// <summary>
    /// The position is not there. Without one the partition is new to the group, and begins as the settings say; one that retention has
    /// passed, or that lies beyond the end of a topic made anew, goes on with the oldest message, and what is missing is counted and said.
    /// </summary>
    /// <exception cref="KafkaException">The brokers do not answer.</exception>
    public void Find(TopicPartition at)
    {
        if (Position(at) is not { } position)
        {
            Begin(at);
            return;
        }

        var range = consumer.QueryWatermarkOffsets(at, AnswerPatience);
        if (position < range.Low.Value)
        {
            Lose(at, range.Low.Value - position, $"the retention of the topic '{at.Topic}' removed them before they were read: raise retention.ms or retention.bytes, and look at the lag");
        }
        else if (position > range.High.Value)
        {
            // How many, nobody can tell: at least it is said once.
            Lose(at, 1, $"the topic '{at.Topic}' ends before what was read of it: it was made anew or lost its end, and is read from its beginning");
        }

        var next = position > range.High.Value ? range.Low.Value : Math.Max(position, range.Low.Value);
        Seek(at, next);
    }

    private void Begin(TopicPartition at)
    {
        if (source.Start == KafkaStart.Earliest)
        {
            KafkaSourceLog.Begins(logger, source.Name, Words(at), "its beginning");
            Seek(at, Offset.Beginning);
            return;
        }

        // "Latest" is meant once, so that it is committed: a quiet partition must not begin anew at its end after each restart.
        var end = consumer.QueryWatermarkOffsets(at, AnswerPatience).High.Value;
        KafkaSourceLog.Begins(logger, source.Name, Words(at), string.Create(CultureInfo.InvariantCulture, $"offset {end}, its end"));
        Seek(at, end);
        Appended(at, end);
    }

    private static string Words(TopicPartition at) => string.Create(CultureInfo.InvariantCulture, $"{at.Topic}[{at.Partition.Value}]");

    private long? Position(TopicPartition at)
    {
        if (_read.TryGetValue(at, out var read))
        {
            return read;
        }

        var committed = consumer.Committed([at], AnswerPatience)[0].Offset;
        return committed.IsSpecial ? null : committed.Value;
    }

    // A partition whose position failed is not read any more, and cannot be moved: it is taken anew.
    private void Seek(TopicPartition at, Offset offset)
    {
        consumer.IncrementalUnassign([at]);
        consumer.IncrementalAssign([new TopicPartitionOffset(at, offset)]);
    }

    private void Lose(TopicPartition at, long count, string why)
    {
        health.Lost(count, why);
        metrics.Lost(source.Name, count);
        KafkaSourceLog.Lost(logger, source.Name, count, Words(at), why);
    }
}
