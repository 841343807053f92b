namespace Soc.EventLog.Embedded;

/// <summary>
/// Runs one piece of work per partition on threads of its own. File systems merge syncs that come together into one
/// commit of their own journal, so that eight at once take little longer than one.
/// </summary>
internal sealed class FlushGang : IDisposable
{
    private readonly SemaphoreSlim _start = new(0);
    private readonly CountdownEvent _done = new(1);
    private readonly Thread[] _threads;
    private Action<int>? _work;
    private int _next;
    private int _count;
    private volatile bool _stopping;

    public FlushGang(int helpers)
    {
        _threads = new Thread[helpers];
        for (var i = 0; i < helpers; i++)
        {
            _threads[i] = new Thread(Help) { IsBackground = true, Name = "log-flush" };
            _threads[i].Start();
        }
    }

    /// <summary>Runs the work for 0 … count − 1 and returns when all are done. The work must not throw.</summary>
    public void Run(int count, Action<int> work)
    {
        var helpers = Math.Min(count - 1, _threads.Length);
        _work = work;
        _count = count;
        _next = 0;
        if (helpers > 0)
        {
            _done.Reset(helpers);
            _start.Release(helpers);
        }

        TakeAll();
        if (helpers > 0)
        {
            _done.Wait();
        }
    }

    public void Dispose()
    {
        _stopping = true;
        if (_threads.Length > 0)
        {
            _start.Release(_threads.Length);
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _start.Dispose();
        _done.Dispose();
    }

    private void Help()
    {
        while (true)
        {
            _start.Wait();
            if (_stopping)
            {
                return;
            }

            TakeAll();
            _done.Signal();
        }
    }

    private void TakeAll()
    {
        for (var i = Interlocked.Increment(ref _next) - 1; i < _count; i = Interlocked.Increment(ref _next) - 1)
        {
            _work!(i);
        }
    }
}
