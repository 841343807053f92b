namespace Soc.Gateway.Ingest.Syslog;

/// <summary>One listener. The client comes from the certificate, the source address or the listener; never from the message.</summary>
public sealed class SyslogListenerOptions
{
    /// <summary>0: any free port.</summary>
    public int Port { get; set; }

    public SyslogProtocol Protocol { get; set; } = SyslogProtocol.Tcp;

    /// <summary>Address to listen on; null: all, IPv6 and IPv4.</summary>
    public string? Address { get; set; }

    /// <summary>Client of senders that <see cref="Senders"/> does not name; null: they are refused.</summary>
    public string? Client { get; set; }

    /// <summary>Sourcetype of all records; null: recognised by content.</summary>
    public string? Sourcetype { get; set; }

    /// <summary>Senders by address or certificate; of two networks the narrower counts. With certificates here, any other certificate is refused.</summary>
    public List<SyslogSenderOptions> Senders { get; set; } = [];

    /// <summary>PEM certificate with chain (then <see cref="KeyPath"/>), or PKCS#12.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>PEM key of <see cref="CertificatePath"/>.</summary>
    public string? KeyPath { get; set; }

    /// <summary>Password of the key or the PKCS#12 file.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>TLS: senders without a certificate are refused.</summary>
    public bool RequireClientCertificate { get; set; }
}
