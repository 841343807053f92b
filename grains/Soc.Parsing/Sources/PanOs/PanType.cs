using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.PanOs;

/// <summary>Types of PAN-OS logs.</summary>
internal enum PanType
{
    Unknown = 0,
    Traffic,
    Threat,
    System,
    Config,
    GlobalProtect,
    UserId,
    HipMatch,
    Authentication,
    Decryption,
    /// <summary>CORRELATION, IPTAG, SCTP, GTP, TUNNEL, AUDIT: known, and not mapped.</summary>
    Other,
}

/// <summary>Reads the type from its word.</summary>
internal static class PanTypes
{
    public static PanType Read(ReadOnlySpan<byte> word) => word.Length switch
    {
        7 when word.EqualsIgnoreCase("TRAFFIC"u8) => PanType.Traffic,
        6 when word.EqualsIgnoreCase("THREAT"u8) => PanType.Threat,
        6 when word.EqualsIgnoreCase("SYSTEM"u8) => PanType.System,
        6 when word.EqualsIgnoreCase("CONFIG"u8) => PanType.Config,
        13 when word.EqualsIgnoreCase("GLOBALPROTECT"u8) => PanType.GlobalProtect,
        6 when word.EqualsIgnoreCase("USERID"u8) => PanType.UserId,
        7 when word.EqualsIgnoreCase("USER-ID"u8) => PanType.UserId,
        8 when word.EqualsIgnoreCase("HIPMATCH"u8) => PanType.HipMatch,
        9 when word.EqualsIgnoreCase("HIP-MATCH"u8) => PanType.HipMatch,
        14 when word.EqualsIgnoreCase("AUTHENTICATION"u8) => PanType.Authentication,
        10 when word.EqualsIgnoreCase("DECRYPTION"u8) => PanType.Decryption,
        11 when word.EqualsIgnoreCase("CORRELATION"u8) => PanType.Other,
        5 when word.EqualsIgnoreCase("IPTAG"u8) || word.EqualsIgnoreCase("AUDIT"u8) => PanType.Other,
        4 when word.EqualsIgnoreCase("SCTP"u8) => PanType.Other,
        3 when word.EqualsIgnoreCase("GTP"u8) => PanType.Other,
        6 when word.EqualsIgnoreCase("TUNNEL"u8) => PanType.Other,
        _ => PanType.Unknown,
    };
}
