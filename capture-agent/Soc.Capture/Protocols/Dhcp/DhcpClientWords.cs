using Soc.Capture.Decode;

namespace Soc.Capture.Protocols.Dhcp;

/// <summary>
/// What a client says of itself, told as soon as it is said: its exchange may be told a minute later, while the server's answer, on a flow of its
/// own, is told at once.
/// </summary>
public sealed record DhcpClientWords : ProtocolRecord
{
    /// <summary>As <see cref="DhcpExchange.TransactionId"/>.</summary>
    public required uint TransactionId { get; init; }

    /// <summary>The client's hardware address.</summary>
    public required MacAddress Mac { get; init; }

    /// <summary>As <see cref="DhcpExchange.HostName"/>.</summary>
    public string? HostName { get; init; }

    /// <summary>As <see cref="DhcpExchange.ClientFqdn"/>.</summary>
    public string? ClientFqdn { get; init; }

    /// <summary>As <see cref="DhcpExchange.VendorClass"/>.</summary>
    public string? VendorClass { get; init; }

    /// <summary>As <see cref="DhcpExchange.ParameterRequests"/>.</summary>
    public string? ParameterRequests { get; init; }

    /// <summary>It says nothing.</summary>
    public bool IsEmpty => HostName is null && ClientFqdn is null && VendorClass is null && ParameterRequests is null;
}
