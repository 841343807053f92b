using Soc.EventLog;

namespace Soc.Gateway.Tests.Fakes;

/// <summary>Keeps what is appended; refuses what a test tells it to refuse.</summary>
internal sealed class InMemoryEventLog : IEventLogWriter
{
    private readonly Lock _gate = new();
    private readonly List<LogEntry> _entries = [];

    public int PartitionCount => 8;

    /// <summary>Thrown by the next appends, one each; null lets one through.</summary>
    public Queue<Exception?> Failures { get; } = new();

    /// <summary>Thrown instead of an append that it finds fault with.</summary>
    public Func<IReadOnlyList<LogEntry>, Exception?>? Refuse { get; set; }

    /// <summary>Appends wait for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Thrown after each append, which is durable all the same: a process that dies before it learns so.</summary>
    public Exception? FailureAfterAppend { get; set; }

    public IReadOnlyList<LogEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    public IReadOnlyList<Soc.Model.Events.SecurityEvent> Events => [.. Entries.Where(e => e.Event is not null).Select(e => e.Event!)];

    public IReadOnlyList<Soc.Model.Ingest.IngestReceipt> Receipts => [.. Entries.Where(e => e.Receipt is not null).Select(e => e.Receipt!)];

    public async ValueTask AppendAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        if (Refuse?.Invoke(entries) is { } refusal)
        {
            throw refusal;
        }

        lock (_gate)
        {
            if (Failures.TryDequeue(out var failure) && failure is not null)
            {
                throw failure;
            }

            _entries.AddRange(entries);
        }

        if (FailureAfterAppend is { } late)
        {
            throw late;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
