namespace Soc.Capture.Protocols.Tls;

/// <summary>One handshake of TLS over TCP, as far as it was in clear. Texts from the wire have no control characters.</summary>
public sealed record TlsHandshake : ProtocolRecord
{
    /// <summary>The host name the client asks for (SNI), at most 255 characters.</summary>
    public string? ServerName { get; init; }

    /// <summary>The version agreed on, as on the wire (0x0304 is TLS 1.3); null when no server hello was seen.</summary>
    public ushort? Version { get; init; }

    /// <summary>As Zeek writes it, such as "TLSv13".</summary>
    public string? VersionName => Version is { } version ? TlsVersions.NameOf(version) : null;

    /// <summary>Versions the client offers, in its order, without GREASE; at most 127.</summary>
    public IReadOnlyList<ushort> OfferedVersions { get; init; } = [];

    /// <summary>The cipher suite chosen; null when no server hello was seen.</summary>
    public ushort? Cipher { get; init; }

    /// <summary>IANA's name of the cipher, where known.</summary>
    public string? CipherName => Cipher is { } cipher ? CipherSuites.NameOf(cipher) : null;

    /// <summary>The group of the key agreement, where it was in clear.</summary>
    public ushort? Group { get; init; }

    /// <summary>IANA's name of the group, where known.</summary>
    public string? GroupName => Group is { } group ? NamedGroups.NameOf(group) : null;

    /// <summary>Application protocols the client offers, its favourite first; at most 16.</summary>
    public IReadOnlyList<string> AlpnOffered { get; init; } = [];

    /// <summary>The application protocol chosen, where that was in clear: in TLS 1.3 it is not.</summary>
    public string? AlpnChosen { get; init; }

    /// <summary>Of the first client hello, 32 digits; null when none was seen or it was absurd.</summary>
    public string? Ja3 { get; init; }

    /// <summary>Of the server hello (not of a request to begin again), 32 digits.</summary>
    public string? Ja3S { get; init; }

    /// <summary>Of the first client hello; null when none was seen or it was absurd.</summary>
    public string? Ja4 { get; init; }

    /// <summary>JA4 of the hello that answers a request to begin again.</summary>
    public string? Ja4OfSecondHello { get; init; }

    /// <summary>The session goes on from an earlier one.</summary>
    public bool IsResumed { get; init; }

    /// <summary>The server asked for another hello (HelloRetryRequest).</summary>
    public bool IsRetried { get; init; }

    /// <summary>
    /// Both sides went over to encryption and at least one message that is no alert followed. In TLS 1.3, where that is hidden, the length of the
    /// client's first encrypted record tells a Finished from an alert, unless early data was offered.
    /// </summary>
    public bool IsEstablished { get; init; }

    /// <summary>The server's chain, its own first, at most 10; in clear in TLS 1.2 and below only.</summary>
    public IReadOnlyList<TlsCertificate> ServerCertificates { get; init; } = [];

    /// <summary>The client's chain, as the server's.</summary>
    public IReadOnlyList<TlsCertificate> ClientCertificates { get; init; } = [];

    /// <summary>The last alert in clear.</summary>
    public byte? Alert { get; init; }

    /// <summary>Its name in the RFC, such as "handshake_failure".</summary>
    public string? AlertName => Alert is { } alert ? TlsAlerts.NameOf(alert) : null;

    /// <summary>The alert came from the server.</summary>
    public bool IsAlertByServer { get; init; }
}
