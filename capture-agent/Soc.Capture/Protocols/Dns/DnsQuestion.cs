using System.Runtime.InteropServices;

namespace Soc.Capture.Protocols.Dns;

/// <summary>What is asked (RFC 1035, 4.1.2).</summary>
/// <param name="Suffix">Of a NetBIOS name.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DnsQuestion(string Name, NameFigures Figures, byte? Suffix, ushort Type, ushort Class)
{
    /// <summary>In multicast DNS the class has a mark: an answer to who asked alone is enough, or older answers are void (RFC 6762, 5.4 and 10.2).</summary>
    private const ushort MdnsMark = 0x8000;

    /// <returns>False when it is broken.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, ref int position, DnsVariant variant, out DnsQuestion question)
    {
        question = default;
        if (!TryReadName(message, ref position, variant, out var name, out var figures, out var suffix))
        {
            return false;
        }

        var reader = new ByteReader(message[position..]);
        var (type, dnsClass) = (reader.U16(), ClassOf(reader.U16(), variant));
        position += reader.Position;
        question = new DnsQuestion(name, figures, suffix, type, dnsClass);
        return !reader.IsBroken;
    }

    /// <returns>False when it is broken.</returns>
    public static bool TryReadName(ReadOnlySpan<byte> message, ref int position, DnsVariant variant, out string name, out NameFigures figures, out byte? suffix)
    {
        Span<byte> wire = stackalloc byte[WireName.MaxBytes];
        (name, figures, suffix) = ("", default, null);
        var length = WireName.Expand(message, ref position, wire);
        if (length < 0)
        {
            return false;
        }

        var labels = wire[..length];
        if (variant == DnsVariant.Netbios && NetbiosName.TryDecode(labels, out var decoded, out var kind))
        {
            labels = labels[..decoded];
            suffix = kind;
        }

        (name, figures) = (NameText.Of(labels), NameFigures.Of(labels));
        return true;
    }

    /// <summary>Whether there is a question that makes sense, without taking anything of it: what tells the protocol from others.</summary>
    public static bool IsSound(ReadOnlySpan<byte> message, DnsVariant variant, bool isTypeKnown)
    {
        Span<byte> wire = stackalloc byte[WireName.MaxBytes];
        var position = DnsHeader.Bytes;
        if (message.Length <= position || WireName.Expand(message, ref position, wire) < 0)
        {
            return false;
        }

        var reader = new ByteReader(message[position..]);
        var (type, dnsClass) = (reader.U16(), ClassOf(reader.U16(), variant));
        return !reader.IsBroken && DnsCodes.IsKnownClass(dnsClass) && (isTypeKnown ? DnsCodes.IsKnownType(type) : type != 0);
    }

    public static ushort ClassOf(ushort dnsClass, DnsVariant variant) => variant == DnsVariant.Mdns ? (ushort)(dnsClass & ~MdnsMark) : dnsClass;
}
