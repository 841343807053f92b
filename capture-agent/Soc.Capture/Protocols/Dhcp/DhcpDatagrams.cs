namespace Soc.Capture.Protocols.Dhcp;

/// <summary>DHCP for IPv4; its cookie tells it on any port.</summary>
public sealed class DhcpDatagrams : IDatagramProtocol
{
    public string Name => "dhcp";

    public bool Recognises(Side side, ReadOnlySpan<byte> data, ushort originatorPort, ushort responderPort) => DhcpHeader.TryRead(data, out _);

    public DatagramParser Begin() => new DhcpParser();
}
