namespace Soc.Capture.Export;

/// <summary>What became of the frames. Every frame that gave nothing is counted by why.</summary>
public sealed class CaptureCounts
{
    public long Frames { get; internal set; }

    /// <summary>On the wire.</summary>
    public long Bytes { get; internal set; }

    /// <summary>By <see cref="Decode.DecodeOutcome"/>.</summary>
    public long[] Outcomes { get; } = new long[Enum.GetValues<Decode.DecodeOutcome>().Length];

    /// <summary>Parts of datagrams; what became of them is counted by the engine.</summary>
    public long Fragments { get; internal set; }

    /// <summary>When the newest frame was captured, nanoseconds since 1970; 0 before the first.</summary>
    public long NewestNs { get; internal set; }
}
