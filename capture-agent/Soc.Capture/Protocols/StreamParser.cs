namespace Soc.Capture.Protocols;

/// <summary>
/// Reads the TCP payload of one flow, each side in order. What it does not consume is shown again, longer, with what comes next; when more
/// than <see cref="MaxPendingBytes"/> are not consumed, the flow is given up.
/// </summary>
public abstract class StreamParser : IReusable
{
    /// <summary>Most bytes of one side that may wait for what completes them.</summary>
    public virtual int MaxPendingBytes => 65_536;

    /// <summary>What the parser itself keeps of messages that are not whole, bytes.</summary>
    public virtual int HeldBytes => 0;

    /// <param name="data">Everything of this side that is not consumed yet, in one piece; never empty.</param>
    /// <param name="atNs">When the newest of it came, nanoseconds since 1970.</param>
    public abstract StreamStep Read(Side side, ReadOnlySpan<byte> data, long atNs, IProtocolSink sink);

    /// <summary>Bytes of one side are missing: they were lost on the way to us. What waited of this side is gone.</summary>
    public virtual ParserVerdict Gap(Side side, long bytes, long atNs, IProtocolSink sink) => ParserVerdict.NotMine;

    /// <inheritdoc/>
    public virtual bool TryReset() => false;

    /// <summary>The flow is over: what is known of something incomplete is told now.</summary>
    public virtual void End(long atNs, IProtocolSink sink)
    {
    }
}
