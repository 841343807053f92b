using System.Collections.Immutable;
using Soc.Capture.Decode;

namespace Soc.Capture.Protocols.Dhcp;

/// <summary>
/// Messages of one client's transaction, as far as one flow shows them: a client's broadcasts, a server's answers and a renewal between the two
/// are flows of their own, joined (see <see cref="DhcpClientWords"/>) by <see cref="TransactionId"/> and <see cref="Mac"/>. Of what several messages say the newest stands.
/// </summary>
public sealed record DhcpExchange : ProtocolRecord
{
    /// <summary>Chosen by the client; repeated by the server.</summary>
    public required uint TransactionId { get; init; }

    /// <summary>The client's hardware address; none when it is not an Ethernet address.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>Messages in order, the first <see cref="DhcpDraft.MaxSteps"/> of them.</summary>
    public required ImmutableArray<DhcpStep> Steps { get; init; }

    /// <summary>A server gave the lease.</summary>
    public bool IsAcknowledged => Steps.Any(s => s.Type == DhcpMessageType.Ack);

    /// <summary>By what the client wants to be known (option 61): hexadecimal digits, its type first; at most 128 of them.</summary>
    public string? ClientIdentifier { get; init; }

    /// <summary>Address the client has and can answer at; none while it has none.</summary>
    public NetAddress? ClientAddress { get; init; }

    /// <summary>Address the client wishes for (option 50).</summary>
    public NetAddress? RequestedAddress { get; init; }

    /// <summary>Address a server offers or, if <see cref="IsAcknowledged"/>, gives.</summary>
    public NetAddress? AssignedAddress { get; init; }

    /// <summary>The server by its own word, or that which the client chose (option 54).</summary>
    public NetAddress? ServerAddress { get; init; }

    /// <summary>Relay that stands between client and server.</summary>
    public NetAddress? RelayAddress { get; init; }

    /// <summary>Default routers the server names, the first (option 3): a server that should not be there names itself.</summary>
    public NetAddress? Router { get; init; }

    /// <summary>The first name server the server names (option 6).</summary>
    public NetAddress? NameServer { get; init; }

    /// <summary>What the client calls itself (option 12); at most 255 characters.</summary>
    public string? HostName { get; init; }

    /// <summary>What the client is called in DNS, or will be (option 81, RFC 4702); at most 1024 characters.</summary>
    public string? ClientFqdn { get; init; }

    /// <summary>Domain the server gives (option 15); at most 255 characters.</summary>
    public string? Domain { get; init; }

    /// <summary>Kind of the client's software (option 60), such as "MSFT 5.0"; at most 255 characters.</summary>
    public string? VendorClass { get; init; }

    /// <summary>Options the client asks for (option 55), in its order: decimal numbers with commas. Tells systems apart.</summary>
    public string? ParameterRequests { get; init; }

    /// <summary>How long the address may be kept, by the server's word (option 51).</summary>
    public uint? LeaseSeconds { get; init; }

    /// <summary>Why the client declines (option 56); at most 255 characters.</summary>
    public string? ClientMessage { get; init; }

    /// <summary>Why the server refuses (option 56); at most 255 characters.</summary>
    public string? ServerMessage { get; init; }
}
