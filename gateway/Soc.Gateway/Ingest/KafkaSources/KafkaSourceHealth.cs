using System.Globalization;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>What is wrong with a source, for as long as it is: sentences for people, with what to do. Safe for concurrent use.</summary>
internal sealed class KafkaSourceHealth(string name, long lagSaidAboveMessages, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, string> _topics = new(StringComparer.Ordinal);
    private string? _connection;
    private bool _isConnectionKnown;
    private string? _group;
    private string? _append;
    private (long Count, string Why, DateTimeOffset Last)? _lost;
    private long _lagMessages;
    private volatile int _partitions;

    public string Name => name;

    public long LagMessages => Interlocked.Read(ref _lagMessages);

    /// <summary>Partitions that are read here; other members of the group read the others.</summary>
    public int Partitions => _partitions;

    public bool HasTopicTrouble
    {
        get
        {
            lock (_gate)
            {
                return _topics.Count > 0;
            }
        }
    }

    /// <summary>Sentences for people; empty when all is well.</summary>
    public IReadOnlyList<string> Sentences
    {
        get
        {
            lock (_gate)
            {
                var said = new List<string>();
                Say(_connection);
                Say(_group);
                foreach (var topic in _topics.Values)
                {
                    Say(topic);
                }

                Say(_append);
                if (LagMessages > lagSaidAboveMessages)
                {
                    Say($"it is {Number(LagMessages)} messages behind: if that does not become less, look at what the event log takes, and give the topic more partitions and its group more gateways");
                }

                if (_lost is { } lost && lost.Last >= time.GetUtcNow() - Fresh)
                {
                    Say($"{Number(lost.Count)} messages were lost, since {lost.Why}. The last at {lost.Last.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}");
                }

                return said;

                void Say(string? what)
                {
                    if (what is not null)
                    {
                        said.Add($"Kafka source '{name}': {what}.");
                    }
                }
            }
        }
    }

    /// <summary>Brokers cannot be used. A cause that is known stays until they can: what follows from it says less.</summary>
    /// <returns>True when it is new.</returns>
    public bool Disconnected(string sentence, bool isCause)
    {
        lock (_gate)
        {
            if (_connection is not null && (!isCause || _isConnectionKnown))
            {
                return false;
            }

            (_connection, _isConnectionKnown) = (sentence, isCause);
            return true;
        }
    }

    /// <returns>True when it was not so before.</returns>
    public bool Connected()
    {
        lock (_gate)
        {
            var wasAway = _connection is not null;
            (_connection, _isConnectionKnown) = (null, false);
            return wasAway;
        }
    }

    /// <returns>True when it is new.</returns>
    public bool TopicFails(string topic, string sentence)
    {
        lock (_gate)
        {
            var isNew = !_topics.TryGetValue(topic, out var before) || !string.Equals(before, sentence, StringComparison.Ordinal);
            _topics[topic] = sentence;
            return isNew;
        }
    }

    public void TopicWorks(string topic)
    {
        lock (_gate)
        {
            _topics.Remove(topic);
        }
    }

    /// <returns>True when it is new.</returns>
    public bool GroupFails(string sentence) => Replace(ref _group, sentence);

    public void GroupWorks() => Replace(ref _group, sentence: null);

    /// <summary>What was read cannot be appended, and waits.</summary>
    /// <returns>True when it is new.</returns>
    public bool AppendFails(string sentence) => Replace(ref _append, sentence);

    public void Appended() => Replace(ref _append, sentence: null);

    public void Lost(long count, string why)
    {
        lock (_gate)
        {
            _lost = ((_lost?.Count ?? 0) + count, why, time.GetUtcNow());
        }
    }

    public void Lags(long messages) => Interlocked.Exchange(ref _lagMessages, messages);

    public void Holds(int partitions) => _partitions = partitions;

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private bool Replace(ref string? said, string? sentence)
    {
        lock (_gate)
        {
            var isNew = !string.Equals(said, sentence, StringComparison.Ordinal);
            said = sentence;
            return isNew;
        }
    }
}
