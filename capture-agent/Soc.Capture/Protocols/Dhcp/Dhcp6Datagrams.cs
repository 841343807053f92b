namespace Soc.Capture.Protocols.Dhcp;

/// <summary>DHCPv6. Its content has no mark; so it is known at its ports only (RFC 8415, 7.2).</summary>
public sealed class Dhcp6Datagrams : IDatagramProtocol
{
    private const ushort ClientPort = 546;
    private const ushort ServerPort = 547;

    public string Name => "dhcpv6";

    public bool Recognises(Side side, ReadOnlySpan<byte> data, ushort originatorPort, ushort responderPort) =>
        responderPort is ClientPort or ServerPort && Dhcp6Reader.Read(data, atNs: 0) is not null;

    public DatagramParser Begin() => new Dhcp6Parser();
}
