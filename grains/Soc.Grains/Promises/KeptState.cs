using Soc.GrainInterfaces.Storage;

namespace Soc.Grains.Promises;

/// <summary>
/// The state of a grain that keeps promises: changed by one at a time, though calls interleave, each change made from what is stored, and stored before anybody
/// sees it. As soon as another activation is found to have written it, it is over here for good.
/// </summary>
/// <param name="stored">Where it is.</param>
/// <param name="promise">Sees to it that somebody comes back for a state, before that is stored: without it a crash after the write would forget it.</param>
/// <param name="ended">Told once that it is over here.</param>
internal sealed class KeptState<T>(PromisedState<T> stored, Func<T, Task> promise, Action ended) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private string _key = "";
    private bool _hasNotes;

    /// <summary>The state as it was stored last from here, with what is noted since; null when there is none yet.</summary>
    public T? Value { get; private set; }

    /// <summary>Another activation has it.</summary>
    public bool IsOver { get; private set; }

    public void Dispose() => _gate.Dispose();

    /// <returns>What is stored, or null.</returns>
    public async ValueTask<T?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        _key = key;
        return Value = await stored.ReadAsync(key, cancellationToken);
    }

    /// <summary>Begins from this instead of what was read; it is stored with the next change.</summary>
    public void BeginFrom(T value) => Value = value;

    /// <summary>A change that may be lost, since whoever it is about says it again: stored with the next one, or by <see cref="StoreNotesAsync"/>.</summary>
    public async Task NoteAsync(Func<T, T> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            Value = change(Value!);
            _hasNotes = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stores what is only noted.</summary>
    /// <exception cref="EntityConflictException">Another activation has it.</exception>
    public async Task StoreNotesAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_hasNotes)
            {
                await WriteAsync(Value!, cancellationToken);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <param name="change">Gives the next state; the same, or null, when nothing changes.</param>
    /// <param name="cancellationToken">While it waits.</param>
    /// <exception cref="EntityConflictException">Another activation has it.</exception>
    public async Task ChangeAsync(Func<T?, T?> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var next = change(Value);
            if (next is null || ReferenceEquals(next, Value))
            {
                return;
            }

            await promise(next);
            await WriteAsync(next, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task WriteAsync(T next, CancellationToken cancellationToken)
    {
        if (IsOver)
        {
            throw EntityConflictException.Of(_key);
        }

        try
        {
            await stored.WriteAsync(next, cancellationToken);
            (Value, _hasNotes) = (next, false);
        }
        catch (EntityConflictException)
        {
            IsOver = true;
            ended();
            throw;
        }
    }
}
