namespace Soc.Capture.Protocols;

/// <summary>Reads the datagrams of one UDP flow.</summary>
public abstract class DatagramParser : IReusable
{
    /// <param name="data">One datagram's payload, as far as it was captured.</param>
    public abstract ParserVerdict Read(Side side, ReadOnlySpan<byte> data, long atNs, IProtocolSink sink);

    /// <inheritdoc/>
    public virtual bool TryReset() => false;

    /// <summary>The flow is over: what is known of something incomplete is told now.</summary>
    public virtual void End(long atNs, IProtocolSink sink)
    {
    }
}
