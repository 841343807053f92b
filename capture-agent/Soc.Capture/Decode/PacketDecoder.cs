using Soc.Capture.Link;

namespace Soc.Capture.Decode;

/// <summary>
/// Reads a frame from the outside in, without allocating. Whatever the bytes are, it returns: lengths are believed only as far as there are
/// bytes, and tunnels only so deep.
/// </summary>
public static class PacketDecoder
{
    /// <summary>Tunnels in tunnels; a packet that has more was made to waste our time.</summary>
    public const int MaxTunnelDepth = 4;

    /// <summary>As deep as <see cref="MaxTunnelDepth"/>, with every header that may come between.</summary>
    private const int MaxLayers = 24;

    /// <param name="packet">What was understood, as far as that went.</param>
    public static DecodeOutcome Decode(in RawFrame frame, ref Packet packet)
    {
        packet = default;
        packet.AtNs = frame.AtNs;
        var layer = new Layer { Rest = frame.Data, WireLength = frame.WireLength, Kind = KindOf(frame.Link) };
        for (var i = 0; i < MaxLayers; i++)
        {
            switch (layer.Kind)
            {
                case LayerKind.UnknownLink:
                    return DecodeOutcome.UnknownLink;
                case LayerKind.Other:
                    return DecodeOutcome.Other;
                case LayerKind.Arp:
                    packet.Payload = layer.Rest;
                    packet.PayloadBytes = layer.WireLength;
                    return DecodeOutcome.Arp;
                case LayerKind.Ip:
                    if (!IpDecoder.TryRead(ref layer, ref packet))
                    {
                        return DecodeOutcome.BadIp;
                    }

                    break;
                case LayerKind.Tunnel:
                    if (packet.TunnelDepth == MaxTunnelDepth)
                    {
                        return DecodeOutcome.TooDeep;
                    }

                    packet.TunnelDepth++;
                    layer.Kind = layer.Inner;
                    break;
                case LayerKind.Transport:
                    if (!TransportDecoder.TryRead(ref layer, ref packet))
                    {
                        return DecodeOutcome.BadTransport;
                    }

                    break;
                case LayerKind.End:
                    return DecodeOutcome.Ip;
                default:
                    if (!LinkDecoder.TryRead(ref layer, ref packet))
                    {
                        return DecodeOutcome.TruncatedLink;
                    }

                    break;
            }
        }

        return DecodeOutcome.TooDeep;
    }

    private static LayerKind KindOf(LinkType link) => link switch
    {
        LinkType.Ethernet => LayerKind.Ethernet,
        LinkType.Raw or LinkType.IPv4 or LinkType.IPv6 => LayerKind.Ip,
        LinkType.Null or LinkType.Loop => LayerKind.Loopback,
        LinkType.LinuxSll => LayerKind.LinuxSll,
        LinkType.LinuxSll2 => LayerKind.LinuxSll2,
        _ => LayerKind.UnknownLink,
    };
}
