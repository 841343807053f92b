namespace Soc.Grains.Response;

/// <summary>The wall clock as it was seen last, and how much time passed since then whatever it says.</summary>
internal sealed class SeenClock(TimeProvider time)
{
    private long _seenMs = time.GetUtcNow().ToUnixTimeMilliseconds();
    private long _seenAt = time.GetTimestamp();

    /// <summary>By how much it is behind where it should be by now; below 0 is ahead.</summary>
    public long BehindMs => _seenMs + (long)time.GetElapsedTime(_seenAt).TotalMilliseconds - time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>It is right from now on.</summary>
    public void See() => (_seenMs, _seenAt) = (time.GetUtcNow().ToUnixTimeMilliseconds(), time.GetTimestamp());
}
