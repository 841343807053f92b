namespace Soc.Capture.Protocols.Dhcp;

/// <summary>What a message is (RFC 2132, 9.6; later ones IANA).</summary>
public enum DhcpMessageType : byte
{
    /// <summary>The message does not say: BOOTP.</summary>
    None = 0,
    Discover = 1,
    Offer = 2,
    Request = 3,
    Decline = 4,
    Ack = 5,
    Nak = 6,
    Release = 7,
    Inform = 8,
    ForceRenew = 9,
    LeaseQuery = 10,
    LeaseUnassigned = 11,
    LeaseUnknown = 12,
    LeaseActive = 13,
}
