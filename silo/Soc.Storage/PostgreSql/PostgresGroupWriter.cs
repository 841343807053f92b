using System.Globalization;
using System.Threading.Channels;

namespace Soc.Storage.PostgreSql;

/// <summary>
/// One writer at a time for a kind of writes of this process. Writes that wait share a transaction (group commit), in the order in
/// which they came. A value that does not fit fails by itself; a server that fails takes everything that waits with it.
/// </summary>
internal abstract class PostgresGroupWriter<TWrite> : IAsyncDisposable
    where TWrite : PostgresWrite
{
    /// <summary>Most writes in one transaction.</summary>
    public const int MaxGroup = 4096;

    /// <summary>Bytes from which a group is full.</summary>
    public const int MaxGroupBytes = 16 * 1024 * 1024;

    /// <summary>Most writes that wait; beyond it the store is behind its callers, and says so.</summary>
    public const int MaxWaiting = 262_144;

    private readonly PostgresDatabase _database;
    private readonly Channel<TWrite> _waiting = Channel.CreateBounded<TWrite>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly List<TWrite> _group = new(MaxGroup);
    private readonly Task _running;
    private volatile bool _stopping;

    protected PostgresGroupWriter(PostgresDatabase database)
    {
        _database = database;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Writes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _waiting.Writer.TryComplete();
        await _running;
    }

    /// <summary>Runs the statements of a group within a transaction.</summary>
    protected abstract Task RunAsync(PostgresCommands commands, IReadOnlyList<TWrite> group);

    protected void Enqueue(TWrite write)
    {
        if (_waiting.Writer.TryWrite(write))
        {
            return;
        }

        ObjectDisposedException.ThrowIf(_stopping, this);
        throw new StoreUnavailableException(string.Create(CultureInfo.InvariantCulture, $"The PostgreSQL store is {MaxWaiting} writes behind: the server is too slow for what comes."));
    }

    private async Task RunAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            Take();
            try
            {
                await _database.TransactAsync(c => RunAsync(c, _group));
                _group.ForEach(w => w.Complete());
            }
            catch (Exception e) when (PostgresFailure.IsOfTheValue(e))
            {
                await OneByOneAsync();
            }
            catch (Exception e)
            {
                FailAll(e);
            }
        }
    }

    private void Take()
    {
        _group.Clear();
        var bytes = 0L;
        while (_group.Count < MaxGroup && bytes < MaxGroupBytes && _waiting.Reader.TryRead(out var write))
        {
            _group.Add(write);
            bytes += write.Bytes;
        }
    }

    private async Task OneByOneAsync()
    {
        Exception? failed = null;
        foreach (var write in _group)
        {
            if (failed is StoreUnavailableException || (failed is not null && write.NeedsAllBefore))
            {
                write.Fail(failed);
                continue;
            }

            try
            {
                await _database.TransactAsync(c => RunAsync(c, [write]));
                write.Complete();
            }
            catch (Exception e)
            {
                failed = PostgresFailure.IsOfTheValue(e) ? new InvalidOperationException($"The value cannot be stored: {e.Message}", e) : _database.Unavailable(e);
                write.Fail(failed);
            }
        }
    }

    // What waits came after what just failed: it hears it too, rather than wait for one time-out after the other.
    private void FailAll(Exception e)
    {
        var reason = _database.Unavailable(e);
        do
        {
            _group.ForEach(w => w.Fail(reason));
            Take();
        }
        while (_group.Count > 0);
    }
}
