namespace Soc.Capture.Protocols.Tls;

/// <summary>A certificate as it was sent in clear. It is read, not judged: neither its signature nor its chain is checked.</summary>
public sealed record TlsCertificate
{
    /// <summary>SHA-256 of the certificate, 64 digits in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The rest could be read; otherwise there is the fingerprint only.</summary>
    public bool IsReadable { get; init; }

    /// <summary>The most specific part first, as RFC 4514 writes it, cut to 1024 characters.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Written as the subject.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>Upper-case hexadecimal, the first 32 bytes at most.</summary>
    public string Serial { get; init; } = "";

    public DateTimeOffset NotBefore { get; init; }

    public DateTimeOffset NotAfter { get; init; }

    /// <summary>DNS names it is good for, the first 128, each cut to 255 characters.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>There are more DNS names than are kept.</summary>
    public bool HasMoreDnsNames { get; init; }

    /// <summary>Subject and issuer are the same, byte for byte.</summary>
    public bool IsSelfSigned { get; init; }
}
