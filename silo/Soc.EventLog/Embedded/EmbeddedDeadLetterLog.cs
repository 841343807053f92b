using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Soc.EventLog.Codec;

namespace Soc.EventLog.Embedded;

/// <summary>Dead letters in files of their own, with the same records and the same commit as the event log.</summary>
public sealed class EmbeddedDeadLetterLog : IDeadLetterLog, IDisposable
{
    /// <summary>Most letters that one read returns.</summary>
    public const int MaxReadLetters = 1_000;

    [ThreadStatic]
    private static PayloadBatch? t_batch;

    private readonly Journal _journal;

    private EmbeddedDeadLetterLog(Journal journal) => _journal = journal;

    /// <summary>Opens the log, or makes it.</summary>
    /// <exception cref="InvalidOperationException">The folder is open elsewhere, or is of a newer version.</exception>
    public static ValueTask<EmbeddedDeadLetterLog> OpenAsync(EmbeddedDeadLetterLogOptions options, TimeProvider timeProvider, ILogger logger) =>
        ValueTask.FromResult(Open(options, timeProvider, logger));

    /// <inheritdoc cref="OpenAsync"/>
    public static EmbeddedDeadLetterLog Open(EmbeddedDeadLetterLogOptions options, TimeProvider timeProvider, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.MaxTotalBytes < 65_536 || options.MaxPendingBytes < 1)
        {
            throw new InvalidOperationException("The dead-letter log needs 65,536 bytes or more in total, and room for pending bytes.");
        }

        var settings = new JournalSettings(timeProvider)
        {
            Directory = Path.GetFullPath(options.Directory),
            PartitionCount = 1,
            SegmentBytes = options.MaxTotalBytes / 16,
            MaxTotalBytes = options.MaxTotalBytes,
            MaxPendingBytes = options.MaxPendingBytes,
            MaxAge = options.MaxAge,
            CommitDelay = options.CommitDelay,
            KeepUncommitted = false,
        };
        return new EmbeddedDeadLetterLog(Journal.Open(settings, logger));
    }

    public async ValueTask AppendAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(letters);
        cancellationToken.ThrowIfCancellationRequested();
        if (letters.Count > 0)
        {
            await Enqueue(letters).WaitAsync(cancellationToken);
        }
    }

    public async IAsyncEnumerable<DeadLetter> ReadAsync(string client, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (_, letter) in await QueryAsync(new DeadLetterQuery(client, limit), cancellationToken))
        {
            yield return letter;
        }
    }

    public async ValueTask<IReadOnlyList<StoredDeadLetter>> QueryAsync(DeadLetterQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var limit = Math.Min(query.Limit, MaxReadLetters);
        var partition = _journal.Partitions[0];
        var segments = partition.Store.Segments;
        var end = Math.Min(partition.DurableEnd, query.BelowOffset);
        var page = new List<StoredDeadLetter>();
        for (var i = segments.Length - 1; i >= 0 && page.Count < limit; i--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var segment = segments[i];
            if (segment.BaseOffset >= end)
            {
                continue;
            }

            // A file is up to some 16 MB and read forwards; not on the caller's own thread.
            var left = limit - page.Count;
            var found = await Task.Run(() => NewestOf(segment, end, query, left), cancellationToken);
            found.Reverse();
            page.AddRange(found);
        }

        return page;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _journal.Dispose();

    /// <summary>The last letters asked for in a file, oldest first.</summary>
    private List<StoredDeadLetter> NewestOf(Segment segment, long end, DeadLetterQuery query, int limit)
    {
        using var cursor = new SegmentCursor(() => [segment], _journal.Salt);
        cursor.Seek(segment.BaseOffset);
        var strings = new StringTable();
        var found = new Queue<StoredDeadLetter>();
        while (cursor.TryNext(end, out var offset, out var payload))
        {
            if (DeadLetterCodec.Read(payload, strings, query.Client) is { } letter && (query.Reason is null || string.Equals(letter.Reason, query.Reason, StringComparison.Ordinal)))
            {
                if (found.Count == limit)
                {
                    found.Dequeue();
                }

                found.Enqueue(new StoredDeadLetter(offset, letter));
            }
        }

        return [.. found];
    }

    private Task Enqueue(IReadOnlyList<DeadLetter> letters)
    {
        var batch = t_batch ??= new PayloadBatch();
        batch.Clear();
        for (var i = 0; i < letters.Count; i++)
        {
            DeadLetterCodec.Write(batch.Writer, letters[i]);
            batch.Complete(0, _journal.Salt);
        }

        return _journal.Append(batch);
    }
}
