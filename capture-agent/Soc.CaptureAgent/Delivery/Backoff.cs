namespace Soc.CaptureAgent.Delivery;

/// <summary>Pauses between attempts: each twice the one before, up to a minute; told once for each reason.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private TimeSpan _next = First;

    public TimeSpan Next()
    {
        var pause = _next;
        _next = _next * 2 > Longest ? Longest : _next * 2;
        return pause;
    }

    public void Reset() => _next = First;
}
