namespace Soc.Gateway.Ingest.Syslog;

/// <summary>How a listener is reached.</summary>
public enum SyslogProtocol
{
    /// <summary>RFC 5426: a message a datagram; may be lost on the way.</summary>
    Udp = 1,
    /// <summary>RFC 6587.</summary>
    Tcp = 2,
    /// <summary>RFC 5425.</summary>
    Tls = 3,
}
