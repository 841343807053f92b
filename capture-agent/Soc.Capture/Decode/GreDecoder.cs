using System.Buffers.Binary;

namespace Soc.Capture.Decode;

/// <summary>GRE (RFC 2784, 2890; version 1 of PPTP, RFC 2637) and the mirrors of switches within it: ERSPAN I, II and III.</summary>
internal static class GreDecoder
{
    private const ushort ErspanTwo = 0x88BE;
    private const ushort ErspanThree = 0x22EB;
    private const ushort Ppp = 0x880B;
    private const int Checksum = 0x8000;
    private const int Routing = 0x4000;
    private const int Key = 0x2000;
    private const int SequenceNumber = 0x1000;
    private const int Acknowledgement = 0x0080;

    /// <returns>False when it ends too early.</returns>
    public static bool TryRead(ref Layer layer)
    {
        if (layer.Rest.Length < 4)
        {
            return false;
        }

        var flags = BinaryPrimitives.ReadUInt16BigEndian(layer.Rest);
        var type = BinaryPrimitives.ReadUInt16BigEndian(layer.Rest[2..]);
        var version = flags & 7;
        if (version > 1 || (flags & Routing) != 0)
        {
            // Nothing that anybody sends: not ours to take apart.
            return true;
        }

        var headerBytes = 4 + ((flags & Checksum) != 0 ? 4 : 0) + ((flags & Key) != 0 ? 4 : 0) + ((flags & SequenceNumber) != 0 ? 4 : 0)
            + (version == 1 && (flags & Acknowledgement) != 0 ? 4 : 0);

        // Version I of ERSPAN has neither a sequence number nor a header of its own.
        headerBytes += type switch
        {
            ErspanTwo => (flags & SequenceNumber) != 0 ? 8 : 0,
            ErspanThree => 12,
            _ => 0,
        };
        if (type == ErspanThree && layer.Rest.Length >= headerBytes && (layer.Rest[headerBytes - 1] & 1) != 0)
        {
            headerBytes += 8;
        }

        if (layer.Rest.Length < headerBytes)
        {
            return false;
        }

        layer.Skip(headerBytes);
        if (type == Ppp)
        {
            if (layer.Rest.IsEmpty)
            {
                // An acknowledgement alone.
                return true;
            }

            // Address and control (0xFF03) may be left out.
            layer.Skip(layer.Rest.Length >= 2 && layer.Rest[0] == 0xFF && layer.Rest[1] == 0x03 ? 2 : 0);
        }

        layer.Kind = LayerKind.Tunnel;
        layer.EtherType = type;
        layer.Inner = type switch
        {
            ErspanTwo or ErspanThree => LayerKind.Ethernet,
            Ppp => LayerKind.Ppp,
            _ => LayerKind.EtherType,
        };
        return true;
    }
}
