using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Soc.Benchmarks.Running;

/// <summary>What a stretch of work allocates and how long it stands still for the garbage collector.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct GarbageMeter
{
    private readonly long _allocatedBytes;
    private readonly TimeSpan _paused;
    private readonly int _full;
    private readonly int _all;
    private readonly long _started;

    private GarbageMeter(long started)
    {
        _started = started;
        _allocatedBytes = GC.GetTotalAllocatedBytes();
        _paused = GC.GetTotalPauseDuration();
        _full = GC.CollectionCount(2);
        _all = GC.CollectionCount(0);
    }

    public static GarbageMeter Start() => new(Stopwatch.GetTimestamp());

    /// <summary>In words: bytes an event, collections, and the share of the time in which everything stood still.</summary>
    public string Text(long events)
    {
        var bytes = (GC.GetTotalAllocatedBytes() - _allocatedBytes) / Math.Max(1, events);
        var share = (GC.GetTotalPauseDuration() - _paused) / Stopwatch.GetElapsedTime(_started);
        return FormattableString.Invariant(
            $"{bytes:N0} B allocated an event, {GC.CollectionCount(0) - _all} collections ({GC.CollectionCount(2) - _full} full), {share:P0} of the time paused by them");
    }
}
