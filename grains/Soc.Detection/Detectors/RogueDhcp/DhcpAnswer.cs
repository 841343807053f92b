using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.RogueDhcp;

/// <summary>A server's answer to who asks for an address.</summary>
/// <param name="Server">Its own address by option 54, which a relay passes on; else who sent it.</param>
/// <param name="Network">First 24 bits of the address given; 0 unknown.</param>
/// <param name="HasGiven">The address was given, not only offered.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DhcpAnswer(string Server, uint Network, bool HasGiven)
{
    public static DhcpAnswer? Of(SecurityEvent e)
    {
        if (e.Class != EventClass.DhcpActivity || !IsAnswer(e))
        {
            return null;
        }

        var server = e.Dhcp?.ServerIp is { Length: > 0 } own ? own : e.Dst?.Ip;
        return server is { Length: > 0 } && !string.Equals(server, "255.255.255.255", StringComparison.Ordinal)
            ? new DhcpAnswer(server, NetworkOf(e.Dhcp?.AssignedIp), IsAck(e))
            : null;
    }

    /// <summary>First 24 bits of an address; 0 when it is none.</summary>
    public static uint NetworkOf(string? ip)
    {
        Span<byte> bytes = stackalloc byte[4];
        return ip is not null && IPAddress.TryParse(ip, out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.TryWriteBytes(bytes, out _)
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes) >> 8
            : 0;
    }

    private static bool IsAnswer(SecurityEvent e) =>
        e.ActivityId is Activity.Dhcp.Offer or Activity.Dhcp.Ack || Says(e, "OFFER") || Says(e, "ACK");

    private static bool IsAck(SecurityEvent e) =>
        e.ActivityId == Activity.Dhcp.Ack || (Says(e, "ACK") && e.Dhcp?.AssignedIp is not null);

    private static bool Says(SecurityEvent e, string message) =>
        e.Dhcp?.Messages is { } messages && messages.Contains(message, StringComparison.OrdinalIgnoreCase);
}
