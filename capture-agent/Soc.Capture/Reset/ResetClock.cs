namespace Soc.Capture.Reset;

/// <summary>The newest time that frames or the machine told, and whether the machine's clock was set back.</summary>
internal sealed class ResetClock
{
    /// <summary>A clock that is corrected bit by bit moves less than this.</summary>
    private const long SetBackNs = 10_000_000_000;

    private long _newestNs;
    private long _toldNs;

    /// <param name="atNs">Of a frame or of the machine.</param>
    public long Newest(long atNs) => _newestNs = Math.Max(_newestNs, atNs);

    /// <summary>Takes the machine's time; frames do not count, since those that waited to be read are older. When it was set back, all begins again from there.</summary>
    public bool IsSetBackBy(long nowNs)
    {
        var isSetBack = nowNs < _toldNs - SetBackNs;
        (_newestNs, _toldNs) = isSetBack ? (nowNs, nowNs) : (_newestNs, Math.Max(_toldNs, nowNs));
        return isSetBack;
    }
}
