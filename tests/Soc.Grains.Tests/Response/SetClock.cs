namespace Soc.Grains.Tests.Response;

/// <summary>The real time on a clock that can be put forward and back.</summary>
internal sealed class SetClock : TimeProvider
{
    private long _aheadTicks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Volatile.Read(ref _aheadTicks));

    public void Put(TimeSpan ahead) => Volatile.Write(ref _aheadTicks, ahead.Ticks);
}
