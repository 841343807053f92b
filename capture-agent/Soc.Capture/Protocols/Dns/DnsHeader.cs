using System.Runtime.InteropServices;

namespace Soc.Capture.Protocols.Dns;

/// <summary>The first twelve bytes of a message (RFC 1035, 4.1.1).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DnsHeader(ushort Id, ushort Flags, ushort Questions, ushort Answers, ushort Authorities, ushort Additionals)
{
    public const int Bytes = 12;

    public bool IsAnswer => (Flags & 0x8000) != 0;

    public int Opcode => (Flags >> 11) & 0xF;

    public bool IsAuthoritative => (Flags & 0x0400) != 0;

    public bool IsTruncated => (Flags & 0x0200) != 0;

    public bool IsRecursionDesired => (Flags & 0x0100) != 0;

    public bool IsRecursionAvailable => (Flags & 0x0080) != 0;

    public int ReservedBits => (Flags >> 4) & 7;

    public int Rcode => Flags & 0xF;

    /// <returns>False when there are too few bytes.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out DnsHeader header)
    {
        var reader = new ByteReader(message);
        header = new DnsHeader(reader.U16(), reader.U16(), reader.U16(), reader.U16(), reader.U16(), reader.U16());
        return !reader.IsBroken;
    }

    /// <summary>Whether anybody who speaks the protocol would send this.</summary>
    public bool IsPlausible(DnsVariant variant)
    {
        switch (variant)
        {
            case DnsVariant.Mdns:
                // Names, not numbers, join query and answer; a message may hold many of each (RFC 6762, 18).
                return Opcode == DnsCodes.Query && Questions + Answers > 0;
            case DnsVariant.Llmnr:
                return Opcode == DnsCodes.Query && Questions == 1 && (IsAnswer || Answers == 0);
            case DnsVariant.Netbios:
                // 9 is what some send for a refresh, because RFC 1002 names both.
                return Opcode is 0 or (>= 5 and <= 9) && Questions <= 1 && Questions + Answers > 0;
            default:
                var mayHoldRecords = IsAnswer || Opcode is DnsCodes.Notify or DnsCodes.Update;
                return Opcode is 0 or 1 or 2 or DnsCodes.Notify or DnsCodes.Update
                    && (IsAnswer ? Questions <= 1 : Questions == 1 && Rcode == 0)
                    && (mayHoldRecords || Answers + Authorities == 0 || IsIncremental);
        }
    }

    /// <summary>An IXFR query has the SOA that is known in its second section (RFC 1995, 3).</summary>
    private bool IsIncremental => Answers == 0 && Authorities == 1;
}
