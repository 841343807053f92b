using System.Buffers.Binary;

namespace Soc.Capture.Decode;

/// <summary>IPv4 (RFC 791) and IPv6 with its extension headers (RFC 8200).</summary>
internal static class IpDecoder
{
    private const int V4Bytes = 20;
    private const int V6Bytes = 40;

    // Hop-by-hop, routing, fragment, authentication, destination, mobility, HIP, shim6: nobody has more of them than a few.
    private const int MaxExtensions = 8;

    /// <returns>False when it ends too early or contradicts itself.</returns>
    public static bool TryRead(ref Layer layer, ref Packet packet)
    {
        // An inner packet replaces what an outer one said.
        (packet.FragmentOffset, packet.HasMoreFragments, packet.FragmentId) = (0, false, 0);
        return !layer.Rest.IsEmpty && (layer.Rest[0] >> 4) switch
        {
            4 => V4(ref layer, ref packet),
            6 => V6(ref layer, ref packet),
            _ => false,
        };
    }

    private static bool V4(ref Layer layer, ref Packet packet)
    {
        var header = layer.Rest;
        if (header.Length < V4Bytes)
        {
            return false;
        }

        var headerBytes = (header[0] & 0x0F) * 4;
        int length = BinaryPrimitives.ReadUInt16BigEndian(header[2..]);
        if (length == 0)
        {
            // Cut by the network card, which fills it in later (TCP segmentation offload).
            length = Math.Min(layer.WireLength, ushort.MaxValue);
        }

        if (headerBytes < V4Bytes || length < headerBytes || header.Length < headerBytes)
        {
            return false;
        }

        var fragment = BinaryPrimitives.ReadUInt16BigEndian(header[6..]);
        packet.IsIp = true;
        packet.IpBytes = length;
        packet.FragmentId = BinaryPrimitives.ReadUInt16BigEndian(header[4..]);
        packet.FragmentOffset = (fragment & 0x1FFF) * 8;
        packet.HasMoreFragments = (fragment & 0x2000) != 0;
        packet.TimeToLive = header[8];
        packet.Protocol = (IpProtocol)header[9];
        (packet.Src, packet.Dst) = (NetAddress.V4(header[12..]), NetAddress.V4(header[16..]));
        layer.Limit(length);
        layer.Skip(headerBytes);
        Next(ref layer, ref packet);
        return true;
    }

    private static bool V6(ref Layer layer, ref Packet packet)
    {
        var header = layer.Rest;
        if (header.Length < V6Bytes)
        {
            return false;
        }

        int payload = BinaryPrimitives.ReadUInt16BigEndian(header[4..]);
        if (payload == 0)
        {
            // A jumbogram (RFC 2675) or cut by the network card.
            payload = Math.Max(0, layer.WireLength - V6Bytes);
        }

        packet.IsIp = true;
        packet.IpBytes = V6Bytes + payload;
        packet.TimeToLive = header[7];
        (packet.Src, packet.Dst) = (NetAddress.V6(header[8..]), NetAddress.V6(header[24..]));
        var next = header[6];
        layer.Limit(V6Bytes + payload);
        layer.Skip(V6Bytes);
        for (var i = 0; i < MaxExtensions; i++)
        {
            var length = ExtensionBytes(next, layer.Rest);
            if (length == 0)
            {
                packet.Protocol = (IpProtocol)next;
                Next(ref layer, ref packet);
                return true;
            }

            if (length > layer.Rest.Length)
            {
                return false;
            }

            if (next == 44)
            {
                var fragment = BinaryPrimitives.ReadUInt16BigEndian(layer.Rest[2..]);
                packet.FragmentOffset = fragment & 0xFFF8;
                packet.HasMoreFragments = (fragment & 1) != 0;
                packet.FragmentId = BinaryPrimitives.ReadUInt32BigEndian(layer.Rest[4..]);
            }

            next = layer.Rest[0];
            layer.Skip(length);
            if (packet.IsFragment)
            {
                // What follows is a part of something: headers in it are its own.
                packet.Protocol = (IpProtocol)next;
                Next(ref layer, ref packet);
                return true;
            }
        }

        return false;
    }

    /// <returns>Length of the extension header that comes next; 0 when it is none.</returns>
    private static int ExtensionBytes(byte kind, ReadOnlySpan<byte> rest) => kind switch
    {
        0 or 43 or 60 or 135 or 139 or 140 => rest.Length < 2 ? int.MaxValue : (rest[1] + 1) * 8,
        44 => 8,
        51 => rest.Length < 2 ? int.MaxValue : (rest[1] + 2) * 4,
        _ => 0,
    };

    private static void Next(ref Layer layer, ref Packet packet)
    {
        packet.Payload = layer.Rest;
        packet.PayloadBytes = layer.WireLength;
        layer.Kind = packet.IsFragment ? LayerKind.End : LayerKind.Transport;
    }
}
