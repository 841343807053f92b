using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Soc.Capture.Tests.Agent.Uplink;

/// <summary>A clock that the test moves, and that says which pauses it is asked for.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<TimeSpan> _asked = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _asked.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>The next pause that somebody is in.</summary>
    public async Task<TimeSpan> PauseAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        return await _asked.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Waits for the next pause and lets it pass.</summary>
    public async Task<TimeSpan> PassAsync()
    {
        var pause = await PauseAsync();
        Advance(pause);
        return pause;
    }
}
