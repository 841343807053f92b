using System.Globalization;

namespace Soc.Capture.Protocols.Tls;

/// <summary>Versions of TLS by their numbers on the wire.</summary>
public static class TlsVersions
{
    public const ushort Ssl3 = 0x0300;
    public const ushort Tls10 = 0x0301;
    public const ushort Tls11 = 0x0302;
    public const ushort Tls12 = 0x0303;
    public const ushort Tls13 = 0x0304;

    /// <summary>Drafts of TLS 1.3 are 0x7f and the draft's number.</summary>
    private const int DraftOfTls13 = 0x7F;

    /// <summary>As Zeek writes it, such as "TLSv12"; "unknown-" and the number in decimal for others.</summary>
    public static string NameOf(ushort version) => version switch
    {
        Ssl3 => "SSLv3",
        Tls10 => "TLSv10",
        Tls11 => "TLSv11",
        Tls12 => "TLSv12",
        Tls13 => "TLSv13",
        _ when version >> 8 == DraftOfTls13 => string.Create(CultureInfo.InvariantCulture, $"TLSv13-draft{version & 0xFF}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"unknown-{version}"),
    };

    /// <summary>All after the hellos is encrypted.</summary>
    internal static bool IsTls13(ushort version) => version == Tls13 || version >> 8 == DraftOfTls13;
}
