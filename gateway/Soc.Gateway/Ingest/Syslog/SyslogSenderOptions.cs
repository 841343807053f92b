namespace Soc.Gateway.Ingest.Syslog;

/// <summary>Who a sender is: one address, network or certificate, and the client that it belongs to.</summary>
public sealed class SyslogSenderOptions
{
    /// <summary>Address or CIDR, IPv4 or IPv6 ("203.0.113.7", "2001:db8::/32"); null when the certificate tells.</summary>
    public string? Address { get; set; }

    /// <summary>
    /// SHA-256 of the sender's certificate, hexadecimal with or without colons; null when the address tells. The whole
    /// certificate is pinned, since names in certificates can be had by others.
    /// </summary>
    public string? CertificateSha256 { get; set; }

    /// <summary>The client.</summary>
    public string? Client { get; set; }
}
