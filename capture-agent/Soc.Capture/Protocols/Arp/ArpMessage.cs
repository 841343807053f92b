using System.Runtime.InteropServices;
using Soc.Capture.Decode;

namespace Soc.Capture.Protocols.Arp;

/// <summary>An ARP message for IPv4 over Ethernet.</summary>
/// <param name="TargetMac">Who answers is asked for; zero in requests, mostly.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ArpMessage(ArpOperation Operation, MacAddress SenderMac, NetAddress SenderAddress, MacAddress TargetMac, NetAddress TargetAddress)
{
    private const ushort Ethernet = 1;
    private const ushort Ipv4 = 0x0800;
    private const byte MacBytes = 6;
    private const byte AddressBytes = 4;

    /// <summary>Who sends it asks whether an address is taken before it takes it (RFC 5227, 2.1.1): it does not have it yet.</summary>
    public bool IsProbe => Operation == ArpOperation.Request && SenderAddress == NetAddress.V4(0);

    /// <summary>Who sends it tells all others its own address (RFC 5227, 3), asked or not.</summary>
    public bool IsGratuitous => !IsProbe && SenderAddress == TargetAddress && Operation is ArpOperation.Request or ArpOperation.Reply;

    /// <param name="payload">What the frame carries; padding may follow.</param>
    /// <returns>False when it is cut, or for other kinds of addresses.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ArpMessage message)
    {
        message = default;
        var reader = new ByteReader(payload);
        var (hardware, protocol, hardwareBytes, protocolBytes) = (reader.U16(), reader.U16(), reader.U8(), reader.U8());
        var operation = (ArpOperation)reader.U16();
        var senderMac = reader.Take(MacBytes);
        var sender = reader.U32();
        var targetMac = reader.Take(MacBytes);
        var target = reader.U32();
        if (reader.IsBroken || hardware != Ethernet || protocol != Ipv4 || hardwareBytes != MacBytes || protocolBytes != AddressBytes)
        {
            return false;
        }

        message = new ArpMessage(operation, MacAddress.Of(senderMac), NetAddress.V4(sender), MacAddress.Of(targetMac), NetAddress.V4(target));
        return true;
    }
}
