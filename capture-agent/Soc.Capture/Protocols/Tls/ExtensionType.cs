namespace Soc.Capture.Protocols.Tls;

/// <summary>Extensions of the hellos that are read (IANA's registry of TLS extension types, RFC 8447).</summary>
internal static class ExtensionType
{
    public const ushort ServerName = 0;
    public const ushort SupportedGroups = 10;
    public const ushort PointFormats = 11;
    public const ushort SignatureAlgorithms = 13;
    public const ushort Alpn = 16;
    public const ushort PreSharedKey = 41;
    public const ushort EarlyData = 42;
    public const ushort SupportedVersions = 43;
    public const ushort KeyShare = 51;
}
