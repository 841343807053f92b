namespace Soc.Capture.Protocols;

/// <summary>A protocol over UDP.</summary>
public interface IDatagramProtocol
{
    /// <summary>As Zeek calls the service, such as "dns" or "quic".</summary>
    string Name { get; }

    /// <param name="data">The first datagram of the flow.</param>
    /// <param name="originatorPort">Port of who sent the flow's first datagram.</param>
    /// <param name="responderPort">Port it went to. Where content alone cannot tell, the port may.</param>
    bool Recognises(Side side, ReadOnlySpan<byte> data, ushort originatorPort, ushort responderPort);

    DatagramParser Begin();
}
