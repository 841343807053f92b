namespace Soc.Grains.Tests.Escalation;

/// <summary>A clock that begins at a stated moment and jumps when told; what counts time that has passed does not jump with it.</summary>
internal sealed class ShiftedTime(DateTimeOffset start) : TimeProvider
{
    private long _shiftTicks = (start - System.GetUtcNow()).Ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shiftTicks));

    public void Jump(TimeSpan by) => Interlocked.Add(ref _shiftTicks, by.Ticks);
}
