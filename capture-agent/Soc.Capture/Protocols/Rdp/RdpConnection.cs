namespace Soc.Capture.Protocols.Rdp;

/// <summary>The begin of an RDP connection. What follows under TLS is told as a handshake of TLS behind it.</summary>
public sealed record RdpConnection : ProtocolRecord
{
    /// <summary>Cookie and token at most; what is not printable in them is \xNN.</summary>
    public const int MaxTextChars = 255;

    /// <summary>The user (or what the client takes for one) of "Cookie: mstshash="; clients cut it to 9 characters.</summary>
    public string? Cookie { get; init; }

    /// <summary>The line that tells a load balancer where to, such as "Cookie: msts=…".</summary>
    public string? RoutingToken { get; init; }

    /// <summary>What the client can; null of old clients, which know RDP's own encryption only.</summary>
    public RdpSecurity? Requested { get; init; }

    /// <summary>What the server chose; null when it did not say, or was not seen.</summary>
    public RdpSecurity? Selected { get; init; }

    /// <summary>Why the server refuses, as on the wire.</summary>
    public uint? FailureCode { get; init; }

    /// <summary>Its name in MS-RDPBCGR (section 2.2.1.2.2), such as "HYBRID_REQUIRED_BY_SERVER".</summary>
    public string? FailureName => FailureCode switch
    {
        null => null,
        1 => "SSL_REQUIRED_BY_SERVER",
        2 => "SSL_NOT_ALLOWED_BY_SERVER",
        3 => "SSL_CERT_NOT_ON_SERVER",
        4 => "INCONSISTENT_FLAGS",
        5 => "HYBRID_REQUIRED_BY_SERVER",
        6 => "SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER",
        { } code => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"unknown-{code}"),
    };

    /// <summary>Null where it was encrypted, or did not come.</summary>
    public RdpClientInfo? ClientInfo { get; init; }

    /// <summary>Method of RDP's own encryption, one of the bits 1 (40 bits), 2 (128), 8 (56), 16 (FIPS); 0 is none (section 2.2.1.4.3).</summary>
    public uint? EncryptionMethod { get; init; }

    /// <summary>0 none, 1 low, 2 client compatible, 3 high, 4 FIPS.</summary>
    public uint? EncryptionLevel { get; init; }
}
