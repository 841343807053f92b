using Soc.Parsing.Text;

namespace Soc.Parsing.Mapping;

/// <summary>IANA protocol numbers.</summary>
internal static class Protocols
{
    /// <summary>Number 1–255 from a name or a number; 0 unknown.</summary>
    public static int Number(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        if (text[0] is >= (byte)'0' and <= (byte)'9')
        {
            return FieldText.Number(text) is > 0 and <= 255 and var number ? (int)number : 0;
        }

        return text.Length switch
        {
            3 when text.EqualsIgnoreCase("tcp"u8) => 6,
            3 when text.EqualsIgnoreCase("udp"u8) => 17,
            3 when text.EqualsIgnoreCase("gre"u8) => 47,
            3 when text.EqualsIgnoreCase("esp"u8) => 50,
            4 when text.EqualsIgnoreCase("icmp"u8) => 1,
            4 when text.EqualsIgnoreCase("igmp"u8) => 2,
            4 when text.EqualsIgnoreCase("sctp"u8) => 132,
            5 when text.EqualsIgnoreCase("icmp6"u8) => 58,
            6 when text.EqualsIgnoreCase("icmpv6"u8) => 58,
            9 when text.EqualsIgnoreCase("ipv6-icmp"u8) => 58,
            _ => 0,
        };
    }
}
