using System.Runtime.InteropServices;

namespace Soc.Capture.Protocols.Dns;

/// <summary>A resource record without what it says (RFC 1035, 4.1.3).</summary>
/// <param name="Class">As on the wire, with the mark that multicast DNS may put on it.</param>
/// <param name="DataAt">Where in the message its data begin; all <paramref name="DataBytes"/> of them are there.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DnsRecordHead(string Name, ushort Type, ushort Class, uint TtlSeconds, int DataAt, int DataBytes)
{
    /// <summary>A pointer to the first question's name, which nearly every record of an answer begins with.</summary>
    private static ReadOnlySpan<byte> ToQuestion => [0xC0, DnsHeader.Bytes];

    /// <param name="position">Where it begins; afterwards where the next does.</param>
    /// <param name="questionName">Name of the first question, so that it need not be made again.</param>
    /// <returns>False when it is broken or cut.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, ref int position, DnsVariant variant, string? questionName, out DnsRecordHead head)
    {
        head = default;
        string name;
        if (questionName is not null && message[Math.Min(position, message.Length)..].StartsWith(ToQuestion))
        {
            name = questionName;
            position += ToQuestion.Length;
        }
        else
        {
            Span<byte> wire = stackalloc byte[WireName.MaxBytes];
            var length = WireName.Expand(message, ref position, wire);
            if (length < 0)
            {
                return false;
            }

            if (variant == DnsVariant.Netbios && NetbiosName.TryDecode(wire[..length], out var decoded, out _))
            {
                length = decoded;
            }

            name = NameText.Of(wire[..length]);
        }

        var reader = new ByteReader(message[position..]);
        var (type, dnsClass, ttlSeconds, dataBytes) = (reader.U16(), reader.U16(), reader.U32(), reader.U16());
        head = new DnsRecordHead(name, type, dnsClass, ttlSeconds, position + reader.Position, dataBytes);
        reader.Skip(dataBytes);
        position += reader.Position;
        return !reader.IsBroken;
    }
}
