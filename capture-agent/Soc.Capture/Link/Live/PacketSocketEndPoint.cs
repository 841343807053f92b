using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Soc.Capture.Link.Live;

/// <summary>An interface as a packet socket is bound to it: struct sockaddr_ll (packet(7)).</summary>
internal sealed class PacketSocketEndPoint(int interfaceIndex) : EndPoint
{
    private const int AddressBytes = 20;
    private const int IndexAt = 4;

    public override AddressFamily AddressFamily => AddressFamily.Packet;

    public override SocketAddress Serialize()
    {
        var address = new SocketAddress(AddressFamily.Packet, AddressBytes);
        MemoryMarshal.Write(address.Buffer.Span[IndexAt..], interfaceIndex);
        return address;
    }

    public override EndPoint Create(SocketAddress socketAddress) => new PacketSocketEndPoint(0);
}
