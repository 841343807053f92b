using Soc.Capture.Decode;

namespace Soc.Capture.Flows;

/// <summary>Brings questions and answers of ICMP (RFC 792, 4443) into one flow: types take the place of ports, as in Zeek's conn.log.</summary>
internal static class IcmpPairs
{
    /// <summary>The port of the sender becomes his type, the other one the type that answers it, where there is one; else his code.</summary>
    public static void Pair(ref Packet packet)
    {
        if (AnswerTo(packet.Protocol, packet.SrcPort) is { } other)
        {
            packet.DstPort = other;
        }
    }

    /// <summary>Something answers this type.</summary>
    public static bool IsPaired(IpProtocol protocol, ushort type) => AnswerTo(protocol, type) is not null;

    private static ushort? AnswerTo(IpProtocol protocol, ushort type) => protocol == IpProtocol.Icmp
        ? type switch
        {
            8 => 0,
            0 => 8,
            13 => 14,
            14 => 13,
            15 => 16,
            16 => 15,
            17 => 18,
            18 => 17,
            10 => 9,
            9 => 10,
            _ => null,
        }
        : type switch
        {
            128 => 129,
            129 => 128,
            130 => 131,
            131 => 130,
            133 => 134,
            134 => 133,
            135 => 136,
            136 => 135,
            139 => 140,
            140 => 139,
            144 => 145,
            145 => 144,
            _ => null,
        };
}
