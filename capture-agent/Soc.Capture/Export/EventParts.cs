using System.Runtime.InteropServices;
using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>What an event says besides who, where and when; given at once, since a copy of an event with other members is another event's worth of memory.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EventParts
{
    public EventStatus Status { get; init; }

    public string? StatusCode { get; init; }

    public string? Message { get; init; }

    public UserIdentity? User { get; init; }

    public AuthSection? Auth { get; init; }

    public TrafficSection? Traffic { get; init; }

    public HttpSection? Http { get; init; }

    public DnsSection? Dns { get; init; }

    public TlsSection? Tls { get; init; }

    public FileSection? File { get; init; }

    public DhcpSection? Dhcp { get; init; }

    /// <summary>What the originator's device calls its software; null when it says nothing of it.</summary>
    public string? UserAgent { get; init; }

    public string? ClientSoftware { get; init; }
}
