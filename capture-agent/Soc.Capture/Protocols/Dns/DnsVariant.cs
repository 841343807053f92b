namespace Soc.Capture.Protocols.Dns;

/// <summary>Which of the protocols that share the message of RFC 1035.</summary>
public enum DnsVariant : byte
{
    Dns,

    /// <summary>Multicast DNS (RFC 6762).</summary>
    Mdns,

    /// <summary>Link-local multicast name resolution (RFC 4795).</summary>
    Llmnr,

    /// <summary>NetBIOS name service (RFC 1002).</summary>
    Netbios,
}
