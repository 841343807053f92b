using System.Collections.Immutable;
using Soc.Capture.Decode;

namespace Soc.Capture.Protocols.Dhcp;

/// <summary>One DHCPv6 message; of a relayed one what the client or the server said.</summary>
public sealed record Dhcp6Message : ProtocolRecord
{
    public required Dhcp6MessageType Type { get; init; }

    /// <summary>Chosen by the client; 24 bits.</summary>
    public required int TransactionId { get; init; }

    /// <summary>Relays it went through, at most <see cref="Dhcp6Reader.MaxRelays"/>.</summary>
    public int Relays { get; init; }

    /// <summary>The client's address as its first relay saw it; none without a relay.</summary>
    public NetAddress? PeerAddress { get; init; }

    /// <summary>The client's DHCP unique identifier (RFC 8415, 11): hexadecimal digits; at most 260 of them.</summary>
    public string? ClientDuid { get; init; }

    /// <summary>The Ethernet address within the client's identifier; it may be that of another interface of the client.</summary>
    public MacAddress? DuidMac { get; init; }

    public string? ServerDuid { get; init; }

    /// <summary>What the client is called in DNS, or will be (option 39, RFC 4704); at most 1024 characters.</summary>
    public string? ClientFqdn { get; init; }

    /// <summary>Kind of the client's software (option 16), its first part; at most 255 characters.</summary>
    public string? VendorClass { get; init; }

    /// <summary>Options the client asks for (option 6), in its order: decimal numbers with commas; at most 1024 characters.</summary>
    public string? RequestedOptions { get; init; }

    /// <summary>Addresses asked for, given or given back; at most <see cref="Dhcp6Reader.MaxAddresses"/>.</summary>
    public ImmutableArray<NetAddress> Addresses { get; init; } = [];
}
