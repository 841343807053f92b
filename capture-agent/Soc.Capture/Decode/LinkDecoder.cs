using System.Buffers.Binary;

namespace Soc.Capture.Decode;

/// <summary>Ethernet with VLAN tags, MPLS, PPPoE, the loopback's and Linux' cooked headers.</summary>
internal static class LinkDecoder
{
    private const int EthernetBytes = 14;
    private const ushort Ipv4 = 0x0800;
    private const ushort Arp = 0x0806;
    private const ushort Vlan = 0x8100;
    private const ushort ProviderVlan = 0x88A8;
    private const ushort OldQinQ = 0x9100;
    private const ushort TransparentBridging = 0x6558;
    private const ushort Ipv6 = 0x86DD;
    private const ushort MplsUnicast = 0x8847;
    private const ushort MplsMulticast = 0x8848;
    private const ushort PppoeSession = 0x8864;
    private const int SmallestEtherType = 0x0600;

    /// <returns>False when it ends too early.</returns>
    public static bool TryRead(ref Layer layer, ref Packet packet) => layer.Kind switch
    {
        LayerKind.Ethernet => Ethernet(ref layer, ref packet),
        LayerKind.EtherType => ByType(ref layer, ref packet),
        LayerKind.Loopback => Loopback(ref layer),
        LayerKind.LinuxSll => Cooked(ref layer, ref packet, headerBytes: 16, typeAt: 14, addressAt: 6),
        LayerKind.LinuxSll2 => Cooked(ref layer, ref packet, headerBytes: 20, typeAt: 0, addressAt: 12),
        LayerKind.Mpls => Mpls(ref layer),
        LayerKind.Ppp => Ppp(ref layer),
        _ => false,
    };

    private static bool Ethernet(ref Layer layer, ref Packet packet)
    {
        if (layer.Rest.Length < EthernetBytes)
        {
            return false;
        }

        if (packet.TunnelDepth == 0)
        {
            (packet.DstMac, packet.SrcMac) = (MacAddress.Of(layer.Rest), MacAddress.Of(layer.Rest[6..]));
        }

        Typed(ref layer, EthernetBytes, BinaryPrimitives.ReadUInt16BigEndian(layer.Rest[12..]));
        return true;
    }

    private static void Typed(ref Layer layer, int headerBytes, ushort type)
    {
        layer.Skip(headerBytes);
        (layer.Kind, layer.EtherType) = (LayerKind.EtherType, type);
    }

    private static bool ByType(ref Layer layer, ref Packet packet)
    {
        switch (layer.EtherType)
        {
            case Ipv4 or Ipv6:
                layer.Kind = LayerKind.Ip;
                return true;
            case Arp:
                layer.Kind = LayerKind.Arp;
                return true;
            case Vlan or ProviderVlan or OldQinQ:
                return Tag(ref layer, ref packet);
            case MplsUnicast or MplsMulticast:
                layer.Kind = LayerKind.Mpls;
                return true;
            case PppoeSession:
                return Pppoe(ref layer);
            case TransparentBridging:
                layer.Kind = LayerKind.Ethernet;
                return true;
            default:
                // Below that number it is a length, of LLC: spanning tree and the like.
                layer.Kind = LayerKind.Other;
                return layer.EtherType >= SmallestEtherType || !layer.Rest.IsEmpty;
        }
    }

    private static bool Tag(ref Layer layer, ref Packet packet)
    {
        if (layer.Rest.Length < 4)
        {
            return false;
        }

        var id = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(layer.Rest) & 0x0FFF);
        if (packet.TunnelDepth == 0)
        {
            (packet.OuterVlan, packet.InnerVlan) = packet.OuterVlan == 0 ? (id, (ushort)0) : (packet.OuterVlan, id);
        }

        Typed(ref layer, 4, BinaryPrimitives.ReadUInt16BigEndian(layer.Rest[2..]));
        return true;
    }

    private static bool Pppoe(ref Layer layer)
    {
        const int header = 6;
        if (layer.Rest.Length < header)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(layer.Rest[4..]);
        layer.Skip(header);
        layer.Limit(length);
        layer.Kind = LayerKind.Ppp;
        return true;
    }

    private static bool Ppp(ref Layer layer)
    {
        if (layer.Rest.Length < 2)
        {
            return false;
        }

        var protocol = BinaryPrimitives.ReadUInt16BigEndian(layer.Rest);
        layer.Skip(2);
        layer.Kind = protocol is 0x0021 or 0x0057 ? LayerKind.Ip : LayerKind.Other;
        return true;
    }

    private static bool Mpls(ref Layer layer)
    {
        if (layer.Rest.Length < 5)
        {
            return false;
        }

        var isBottom = (layer.Rest[2] & 1) != 0;
        layer.Skip(4);
        if (isBottom)
        {
            // Nothing says what follows: an IP packet says so itself; a pseudo-wire begins with 0 (RFC 4385) and Ethernet after it.
            switch (layer.Rest[0] >> 4)
            {
                case 4 or 6:
                    layer.Kind = LayerKind.Ip;
                    break;
                case 0 when layer.Rest.Length >= 4:
                    layer.Skip(4);
                    layer.Kind = LayerKind.Ethernet;
                    break;
                default:
                    layer.Kind = LayerKind.Ethernet;
                    break;
            }
        }

        return true;
    }

    private static bool Loopback(ref Layer layer)
    {
        if (layer.Rest.Length < 4)
        {
            return false;
        }

        layer.Skip(4);
        layer.Kind = layer.Rest.IsEmpty ? LayerKind.Other : LayerKind.Ip;
        return true;
    }

    private static bool Cooked(ref Layer layer, ref Packet packet, int headerBytes, int typeAt, int addressAt)
    {
        if (layer.Rest.Length < headerBytes)
        {
            return false;
        }

        packet.SrcMac = MacAddress.Of(layer.Rest[addressAt..]);
        Typed(ref layer, headerBytes, BinaryPrimitives.ReadUInt16BigEndian(layer.Rest[typeAt..]));
        return true;
    }
}
