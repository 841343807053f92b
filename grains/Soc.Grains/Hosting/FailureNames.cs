namespace Soc.Grains.Hosting;

/// <summary>A detector that throws on every event must not fill the log: how often it may be named.</summary>
internal sealed class FailureNames(TimeProvider time)
{
    /// <summary>Times that one detector is named in a minute.</summary>
    public const int MaxAMinute = 10;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Bounded by the number of detectors.
    private readonly Dictionary<string, (long Since, int Named)> _named = new(StringComparer.Ordinal);

    public bool MayName(string detector)
    {
        lock (_named)
        {
            var isOfThisMinute = _named.TryGetValue(detector, out var last) && time.GetElapsedTime(last.Since) < Minute;
            _named[detector] = isOfThisMinute ? last with { Named = last.Named + 1 } : (time.GetTimestamp(), 1);
            return _named[detector].Named <= MaxAMinute;
        }
    }
}
