using System.Buffers.Binary;
using Soc.Capture.Decode;

namespace Soc.Capture.Protocols.Dns;

/// <summary>What a resource record says, as a text: as Zeek's dns.log writes it where that knows the type.</summary>
internal static class DnsRecordText
{
    private const int NetbiosAddressBytes = 6;
    private const int NetbiosEntryBytes = NetbiosName.Bytes + 2;

    public static string Of(ReadOnlySpan<byte> message, in DnsRecordHead head, DnsVariant variant)
    {
        Span<char> space = stackalloc char[BoundedText.MaxChars];
        var text = new BoundedText(space);
        if (!TryWrite(message, head, variant, ref text))
        {
            text = new BoundedText(space);
            text.Append("<broken type=");
            text.Append(head.Type);
            text.Append(">");
        }

        return text.ToString();
    }

    /// <returns>False when the data are not such as the type has.</returns>
    private static bool TryWrite(ReadOnlySpan<byte> message, in DnsRecordHead head, DnsVariant variant, ref BoundedText text)
    {
        var data = message.Slice(head.DataAt, head.DataBytes);
        if (variant == DnsVariant.Netbios && head.Type is DnsCodes.NetbiosName or DnsCodes.NetbiosStatus)
        {
            return head.Type == DnsCodes.NetbiosName ? NetbiosAddresses(data, ref text) : NetbiosStatus(data, ref text);
        }

        switch (head.Type)
        {
            case DnsCodes.A:
                return Address(data, 4, ref text);
            case 28:
                return Address(data, 16, ref text);
            case 2 or 3 or 4 or 5 or DnsCodes.Soa or 7 or 8 or 9 or 12 or 39:
                return Name(message, head, 0, ref text);
            case 15 or 18 or 21 or 36:
                return Name(message, head, 2, ref text);
            case 33:
                return Name(message, head, 6, ref text);
            case 13:
                text.Append("HINFO");
                return Strings(data, "", isCounted: false, ref text);
            case 16:
                return Strings(data, "TXT", isCounted: true, ref text);
            case 99:
                return Strings(data, "SPF", isCounted: true, ref text);
            case 44 when data.Length > 2:
                text.Append("SSHFP: ");
                text.AppendHex(data[2..]);
                return true;
            case 64 or 65 when data.Length > 2:
                text.Append(DnsCodes.Type(head.Type, variant));
                text.Append(" ");
                text.Append(BinaryPrimitives.ReadUInt16BigEndian(data));
                text.Append(" ");
                return Name(message, head, 2, ref text);
            case 257 when data.Length >= 2 && 2 + data[1] <= data.Length:
                text.Append("CAA ");
                text.Append(data[0]);
                text.Append(" ");
                text.AppendText(data.Slice(2, data[1]));
                text.Append(" ");
                text.AppendText(data[(2 + data[1])..]);
                return true;
            default:
                return Signing(message, head, data, ref text);
        }
    }

    /// <summary>DNSSEC (RFC 4034, RFC 5155), and what is not known.</summary>
    private static bool Signing(ReadOnlySpan<byte> message, in DnsRecordHead head, ReadOnlySpan<byte> data, ref BoundedText text)
    {
        const int signerAt = 18;
        switch (head.Type)
        {
            case 46 when data.Length > signerAt:
                text.Append("RRSIG ");
                text.Append(BinaryPrimitives.ReadUInt16BigEndian(data));
                text.Append(" ");
                return Name(message, head, signerAt, ref text);
            case 47:
                text.Append("NSEC ");
                text.Append(head.Name);
                text.Append(" ");
                return Name(message, head, 0, ref text);
            case 48 when data.Length > 3:
                text.Append("DNSKEY ");
                text.Append(data[3]);
                return true;
            case 43 when data.Length > 3:
                text.Append("DS ");
                text.Append(data[2]);
                text.Append(" ");
                text.Append(data[3]);
                return true;
            case 50:
                text.Append("NSEC3");
                return true;
            case 51:
                text.Append("NSEC3PARAM");
                return true;
            case 43 or 44 or 46 or 48 or 64 or 65 or 257:
                return false;
            default:
                text.Append("<unknown type=");
                text.Append(head.Type);
                text.Append(">");
                return true;
        }
    }

    private static bool Address(ReadOnlySpan<byte> data, int bytes, ref BoundedText text)
    {
        if (data.Length != bytes)
        {
            return false;
        }

        text.Append(bytes == 4 ? NetAddress.V4(data) : NetAddress.V6(data));
        return true;
    }

    private static bool Name(ReadOnlySpan<byte> message, in DnsRecordHead head, int offset, ref BoundedText text)
    {
        Span<byte> wire = stackalloc byte[WireName.MaxBytes];
        var position = head.DataAt + offset;
        var length = head.DataBytes > offset ? WireName.Expand(message[..(head.DataAt + head.DataBytes)], ref position, wire) : -1;
        if (length < 0)
        {
            return false;
        }

        NameText.Append(ref text, wire[..length]);
        return true;
    }

    /// <summary>Strings with a length before each.</summary>
    private static bool Strings(ReadOnlySpan<byte> data, string kind, bool isCounted, ref BoundedText text)
    {
        for (var isFirst = isCounted; !data.IsEmpty; isFirst = false)
        {
            int length = data[0];
            if (length >= data.Length)
            {
                return false;
            }

            text.Append(isFirst ? "" : " ");
            if (isCounted)
            {
                text.Append(kind);
                text.Append(" ");
                text.Append(length);
                text.Append(" ");
            }

            text.AppendText(data.Slice(1, length));
            data = data[(1 + length)..];
        }

        return true;
    }

    /// <summary>Addresses of a name, each behind its flags (RFC 1002, 4.2.13).</summary>
    private static bool NetbiosAddresses(ReadOnlySpan<byte> data, ref BoundedText text)
    {
        if (data.Length % NetbiosAddressBytes != 0)
        {
            return false;
        }

        for (var isFirst = true; !data.IsEmpty; isFirst = false)
        {
            text.Append(isFirst ? "" : " ");
            text.Append(NetAddress.V4(data[2..]));
            data = data[NetbiosAddressBytes..];
        }

        return true;
    }

    /// <summary>All names of a station, each with its suffix (RFC 1002, 4.2.18).</summary>
    private static bool NetbiosStatus(ReadOnlySpan<byte> data, ref BoundedText text)
    {
        if (data.IsEmpty || data.Length < 1 + (data[0] * NetbiosEntryBytes))
        {
            return false;
        }

        text.Append("NBSTAT");
        for (var i = 0; i < data[0]; i++)
        {
            var entry = data.Slice(1 + (i * NetbiosEntryBytes), NetbiosName.Bytes);
            text.Append(" ");
            text.AppendText(NetbiosName.Trim(entry[..^1]));
            text.Append("<");
            text.AppendHex(entry[^1..]);
            text.Append(">");
        }

        return true;
    }
}
