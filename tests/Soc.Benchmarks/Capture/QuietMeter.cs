namespace Soc.Benchmarks.Capture;

/// <summary>What is allocated for frames of which nothing is told, and with which no flow begins: nearly all of them.</summary>
internal sealed class QuietMeter
{
    private long _events;
    private int _flows;
    private long _allocated;

    public long Frames { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Of the quiet frames, those for which something was allocated.</summary>
    public long Loud { get; private set; }

    public void Begin(IBenchTaker taker) => (_events, _flows, _allocated) = (taker.Events, taker.FlowCount, GC.GetAllocatedBytesForCurrentThread());

    public void End(IBenchTaker taker)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread() - _allocated;
        if (taker.Events == _events && taker.FlowCount == _flows)
        {
            Frames++;
            Bytes += bytes;
            Loud += bytes > 0 ? 1 : 0;
        }
    }
}
