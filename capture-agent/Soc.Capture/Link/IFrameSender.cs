namespace Soc.Capture.Link;

/// <summary>Puts frames on a link.</summary>
public interface IFrameSender : IDisposable
{
    /// <param name="frame">A whole Ethernet frame, without its checksum.</param>
    /// <param name="reason">Why it was not sent; empty when it was.</param>
    bool TrySend(ReadOnlySpan<byte> frame, out string reason);
}
