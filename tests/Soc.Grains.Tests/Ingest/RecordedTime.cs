using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Soc.Grains.Tests.Ingest;

/// <summary>A clock that a test moves, and that tells how long each wait is that somebody begins.</summary>
internal sealed class RecordedTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>The next wait that begins, once it has begun.</summary>
    public ValueTask<TimeSpan> WaitBegunAsync(CancellationToken cancellationToken) => _waits.Reader.ReadAsync(cancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }
}
