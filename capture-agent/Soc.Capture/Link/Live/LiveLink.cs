namespace Soc.Capture.Link.Live;

/// <summary>
/// Frames of an interface, as they come. An interface that is down, missing or made anew is told once and waited for; what was dropped stays
/// known. No memory is allocated for a frame. Whoever reads also waits when there is nothing: that is when the interface is looked at. Not for several
/// threads.
/// </summary>
public sealed class LiveLink : IDisposable
{
    // The counters run over after 2^32 frames: on a link that is never idle they are read as often as this.
    private const long CountEveryFrames = 1 << 20;

    private readonly LiveOptions _options;
    private readonly ILinkWatcher _watcher;
    private readonly TimeProvider _time;
    private readonly RunningTotals _totals = new();
    private LiveHandle? _handle;
    private int _index;
    private long _read;
    private long _countAt = CountEveryFrames;
    private int _interruptions;
    private long _lookAt;
    private int _retryMs;

    private LiveLink(LiveOptions options, ILinkWatcher watcher, TimeProvider time)
    {
        (_options, _watcher, _time) = (options, watcher, time);
        _retryMs = options.FirstRetryMs;
    }

    public LinkState State { get; private set; }

    /// <summary>The interface as it was at the last look.</summary>
    public InterfaceFacts Interface { get; private set; }

    /// <summary>What was received and what was lost, so far.</summary>
    public LinkStatistics Statistics
    {
        get
        {
            Count();
            return new LinkStatistics(_totals.Received, _totals.Dropped, _totals.InterfaceDropped, _read, _interruptions);
        }
    }

    /// <summary>Begins to capture; an interface that is down or missing is waited for.</summary>
    /// <exception cref="LiveLinkException">There is no permission, the filter is bad, or libpcap is missing.</exception>
    public static LiveLink Open(LiveOptions options, ILinkWatcher watcher, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(watcher);
        ArgumentNullException.ThrowIfNull(time);
        options.Check();
        var link = new LiveLink(options, watcher, time);
        if (link.Look() is { State: LinkState.NoPermission or LinkState.BadFilter or LinkState.NoLibrary } refusal)
        {
            throw refusal;
        }

        return link;
    }

    /// <summary>Gives the frames that are there to whoever takes them; whatever he throws comes out of here.</summary>
    /// <param name="taker">Takes each while it lies where the kernel put it: nothing is copied.</param>
    /// <param name="most">Most frames, at least 1.</param>
    /// <returns>How many; 0 when there is none.</returns>
    public int Read(IFrameTaker taker, int most)
    {
        ArgumentNullException.ThrowIfNull(taker);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (_handle is not { } handle)
        {
            return 0;
        }

        var count = handle.Read(taker, most);
        _read += count;
        if (_read >= _countAt)
        {
            _countAt = _read + CountEveryFrames;
            Count();
        }

        if (handle.Failure is { } reason)
        {
            // Whether the interface is gone, or what else it is, the next look will tell.
            Close();
            _interruptions++;
            _lookAt = _time.GetTimestamp();
            if (InterfaceProbe.Read(_options.Interface) is { Exists: true, IsUp: true })
            {
                Become(LinkState.Failed, LinkSentences.Failed(_options.Interface, reason));
                LookLater();
            }
        }

        return count;
    }

    /// <summary>Waits until there are frames; at the latest until the time is over.</summary>
    /// <returns>There is something to read.</returns>
    public bool Wait(TimeSpan timeout)
    {
        var endAt = _time.GetTimestamp() + Ticks((long)Math.Clamp(timeout.TotalMilliseconds, 0, int.MaxValue));
        while (true)
        {
            var now = _time.GetTimestamp();
            if (now >= _lookAt)
            {
                Look();
            }

            var waitMs = (int)Math.Min(Ms(Math.Max(0, endAt - now)), Math.Max(1, Ms(Math.Max(0, _lookAt - now))));
            var isOpen = _handle is not null && State == LinkState.Up;
            var came = NativeMethods.Poll(isOpen ? _handle!.Fd : -1, waitMs);
            if (came != 0)
            {
                if (came != NativeMethods.PollIn)
                {
                    // An error, which reading clears; the next look tells what it was.
                    _lookAt = _time.GetTimestamp();
                }

                return true;
            }

            if (_time.GetTimestamp() >= endAt)
            {
                return false;
            }
        }
    }

    public void Dispose() => Close();

    /// <summary>Looks at the interface and does what is to be done.</summary>
    /// <returns>Why it could not be opened; null when it could, or need not be.</returns>
    private LiveLinkException? Look()
    {
        var name = _options.Interface;
        Interface = InterfaceProbe.Read(name);
        if (_handle is not null && Interface.Index != _index)
        {
            // Another interface of that name is not the one that our socket hears.
            Close();
            _interruptions++;
            Become(LinkState.Missing, Interface.Exists ? LinkSentences.Replaced(name) : LinkSentences.Missing(name));
        }

        LiveLinkException? refusal = null;
        if (!Interface.Exists)
        {
            Become(LinkState.Missing, LinkSentences.Missing(name));
        }
        else if (!Interface.IsUp)
        {
            // The socket stays: it hears again by itself when the interface is up.
            Become(LinkState.Down, LinkSentences.Down(name));
        }
        else
        {
            refusal = _handle is null ? TryOpen() : null;
            if (refusal is null)
            {
                Become(LinkState.Up, LinkSentences.Up(name));
            }
            else
            {
                Become(refusal.State, refusal.Message);
            }
        }

        Count();
        LookLater();
        return refusal;
    }

    private LiveLinkException? TryOpen()
    {
        try
        {
            _handle = LiveHandle.Open(_options);
            _index = Interface.Index;
            return null;
        }
        catch (LiveLinkException e)
        {
            return e;
        }
    }

    private void Close()
    {
        if (_handle is { } handle)
        {
            Count();
            _totals.Restart();
            _handle = null;
            handle.Dispose();
        }
    }

    private void Count()
    {
        if (_handle is { } handle && handle.TryReadCounters(out var counters))
        {
            _totals.Take(counters.Received, counters.Dropped, counters.InterfaceDropped);
        }
    }

    private void Become(LinkState state, string sentence)
    {
        if (State != state)
        {
            State = state;
            _watcher.Take(state, sentence);
        }
    }

    private void LookLater()
    {
        if (State == LinkState.Up)
        {
            _retryMs = _options.FirstRetryMs;
            _lookAt = _time.GetTimestamp() + Ticks(_options.LookEveryMs);
            return;
        }

        _lookAt = _time.GetTimestamp() + Ticks(_retryMs);
        _retryMs = Math.Min(_retryMs * 2, _options.LongestRetryMs);
    }

    private long Ticks(long ms) => ms * _time.TimestampFrequency / 1_000;

    private long Ms(long ticks) => ((ticks * 1_000) + _time.TimestampFrequency - 1) / _time.TimestampFrequency;
}
