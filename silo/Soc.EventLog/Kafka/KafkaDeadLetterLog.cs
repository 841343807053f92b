using System.Runtime.CompilerServices;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Soc.EventLog.Codec;

namespace Soc.EventLog.Kafka;

/// <summary>
/// Dead letters in a topic that all gateways share. People look at the newest: a question reads from the end backwards, a chunk at a time.
/// How long they are kept is the topic's own setting.
/// </summary>
public sealed class KafkaDeadLetterLog : IDeadLetterLog, IDisposable
{
    /// <summary>Most letters that one read returns.</summary>
    public const int MaxReadLetters = 1_000;

    /// <summary>Letters that are read at a time while somebody looks for those of one client.</summary>
    private const int Chunk = 2_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly KafkaLogOptions _options;
    private readonly KafkaSender _sender;
    private readonly TopicPartition _at;
    private int _isDisposed;

    private KafkaDeadLetterLog(KafkaLogOptions options, ILogger logger)
    {
        _options = options;
        _sender = new KafkaSender(options, options.DeadLettersTopic, OffsetRange.Of(1), logger);
        _at = new TopicPartition(options.DeadLettersTopic, 0);
    }

    /// <summary>Connects and looks at the topic.</summary>
    /// <exception cref="InvalidOperationException">No broker answers, the login is refused, or the topic is not there; the message says what to do.</exception>
    public static KafkaDeadLetterLog Open(KafkaLogOptions options, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _ = KafkaTopic.PartitionsOf(options, options.DeadLettersTopic);
        return new KafkaDeadLetterLog(options, logger);
    }

    public async ValueTask AppendAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(letters);
        cancellationToken.ThrowIfCancellationRequested();
        if (letters.Count > 0)
        {
            await _sender.Send([.. letters.Select(l => (0, MessageOf(l)))]).WaitAsync(cancellationToken);
        }
    }

    public async IAsyncEnumerable<DeadLetter> ReadAsync(string client, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (_, letter) in await QueryAsync(new DeadLetterQuery(client, limit), cancellationToken))
        {
            yield return letter;
        }
    }

    /// <exception cref="EventLogUnavailableException">No broker answers.</exception>
    public async ValueTask<IReadOnlyList<StoredDeadLetter>> QueryAsync(DeadLetterQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);

        // The client waits for brokers in its calls; not on the caller's own thread.
        return await Task.Run(() => Query(query, cancellationToken), cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _sender.Dispose();
        }
    }

    private static Message<byte[], byte[]> MessageOf(DeadLetter letter)
    {
        var writer = new FieldWriter();
        DeadLetterCodec.Write(writer, letter);
        return new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(letter.Client), Value = writer.Written.ToArray() };
    }

    private List<StoredDeadLetter> Query(DeadLetterQuery query, CancellationToken cancellationToken)
    {
        var config = KafkaClients.Consumer(_options);
        config.EnablePartitionEof = true;
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(config).SetLogHandler(static (_, _) => { }).Build();
        try
        {
            var limit = Math.Min(query.Limit, MaxReadLetters);
            var range = consumer.QueryWatermarkOffsets(_at, Patience);
            var page = new List<StoredDeadLetter>();
            for (var end = Math.Min(range.High.Value, query.BelowOffset); end > range.Low.Value && page.Count < limit;)
            {
                var from = Math.Max(range.Low.Value, end - Chunk);
                page.AddRange(Read(consumer, from, end, query, cancellationToken).AsEnumerable().Reverse().Take(limit - page.Count));
                end = from;
            }

            return page;
        }
        catch (KafkaException e)
        {
            throw new EventLogUnavailableException($"The dead letters in topic '{_options.DeadLettersTopic}' cannot be read ({e.Error.Reason}): check the brokers, and ask again.", e);
        }
        finally
        {
            consumer.Close();
        }
    }

    /// <summary>The letters asked for between two offsets, oldest first.</summary>
    private List<StoredDeadLetter> Read(IConsumer<Ignore, byte[]> consumer, long from, long end, DeadLetterQuery query, CancellationToken cancellationToken)
    {
        var strings = new StringTable();
        var found = new List<StoredDeadLetter>();
        consumer.Assign(new TopicPartitionOffset(_at, from));
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = consumer.Consume(Patience) ?? throw new KafkaException(new Error(ErrorCode.Local_TimedOut, "no answer in time"));
            if (result.IsPartitionEOF || result.Offset.Value >= end)
            {
                return found;
            }

            if (result.Message.Value is { } payload
                && DeadLetterCodec.Read(payload, strings, query.Client) is { } letter
                && (query.Reason is null || string.Equals(letter.Reason, query.Reason, StringComparison.Ordinal)))
            {
                found.Add(new StoredDeadLetter(result.Offset.Value, letter));
            }

            if (result.Offset.Value == end - 1)
            {
                return found;
            }
        }
    }
}
