namespace Soc.Capture.Protocols.Arp;

/// <summary>What a message is (RFC 826; IANA for the others).</summary>
public enum ArpOperation : ushort
{
    None = 0,
    Request = 1,
    Reply = 2,
    ReverseRequest = 3,
    ReverseReply = 4,
}
