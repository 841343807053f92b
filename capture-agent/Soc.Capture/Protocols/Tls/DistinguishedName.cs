using System.Buffers;
using System.Formats.Asn1;
using System.Text;

namespace Soc.Capture.Protocols.Tls;

/// <summary>A name in a certificate, written as RFC 4514 does: the last part first, "+" between parts of one level.</summary>
internal static class DistinguishedName
{
    public const int MaxChars = 1024;
    private const int MaxLevels = 32;
    private const int MaxValueChars = 256;
    private static readonly SearchValues<char> Special = SearchValues.Create(",+\"\\<>;");

    /// <summary>May throw what <see cref="AsnReader"/> throws.</summary>
    public static string Read(ReadOnlyMemory<byte> encoded)
    {
        var levels = new List<string>();
        var sequence = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        while (sequence.HasData && levels.Count < MaxLevels)
        {
            var set = sequence.ReadSetOf();
            var parts = new List<string>(1);
            while (set.HasData && parts.Count < MaxLevels)
            {
                var part = set.ReadSequence();
                parts.Add($"{NameOf(part.ReadObjectIdentifier())}={Escaped(ValueOf(part))}");
            }

            levels.Add(string.Join('+', parts));
        }

        levels.Reverse();
        return WireText.OfUnicode(string.Join(',', levels), MaxChars);
    }

    /// <summary>OpenSSL's short names, since Zeek shows these.</summary>
    private static string NameOf(string id) => id switch
    {
        "2.5.4.3" => "CN",
        "2.5.4.4" => "SN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "street",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.12" => "title",
        "2.5.4.13" => "description",
        "2.5.4.15" => "businessCategory",
        "2.5.4.17" => "postalCode",
        "2.5.4.42" => "GN",
        "2.5.4.97" => "organizationIdentifier",
        "1.2.840.113549.1.9.1" => "emailAddress",
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.25" => "DC",
        "1.3.6.1.4.1.311.60.2.1.1" => "jurisdictionL",
        "1.3.6.1.4.1.311.60.2.1.2" => "jurisdictionST",
        "1.3.6.1.4.1.311.60.2.1.3" => "jurisdictionC",
        _ => id.Length <= MaxValueChars ? id : id[..MaxValueChars],
    };

    private static string ValueOf(AsnReader part)
    {
        var tag = part.PeekTag();
        if (tag.TagClass == TagClass.Universal && tag.TagValue == (int)UniversalTagNumber.TeletexString)
        {
            // In truth Latin-1, whatever the standard says.
            return Encoding.Latin1.GetString(part.ReadEncodedValue().Span is [_, < 0x80, .. var value] ? value : []);
        }

        return tag.TagClass == TagClass.Universal && (UniversalTagNumber)tag.TagValue is UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString
            or UniversalTagNumber.IA5String or UniversalTagNumber.NumericString or UniversalTagNumber.VisibleString or UniversalTagNumber.BMPString
            ? part.ReadCharacterString((UniversalTagNumber)tag.TagValue)
            : HexOf(part.ReadEncodedValue().Span);
    }

    private static string HexOf(ReadOnlySpan<byte> encoded) => $"#{Convert.ToHexString(encoded[..Math.Min(encoded.Length, MaxValueChars / 2)])}";

    /// <summary>What has a meaning in a written name is preceded by a backslash (RFC 4514 section 2.4).</summary>
    private static string Escaped(string value)
    {
        var cut = value.Length <= MaxValueChars ? value : value[..MaxValueChars];
        if (!cut.AsSpan().ContainsAny(Special))
        {
            return cut;
        }

        var text = new StringBuilder(cut.Length + 8);
        foreach (var c in cut)
        {
            _ = (Special.Contains(c) ? text.Append('\\') : text).Append(c);
        }

        return text.ToString();
    }
}
