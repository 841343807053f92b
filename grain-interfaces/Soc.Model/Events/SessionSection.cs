using Orleans;

namespace Soc.Model.Events;

/// <summary>The session that an event belongs to.</summary>
[GenerateSerializer, Immutable, Alias("soc.SessionSection")]
public sealed record SessionSection
{
    /// <summary>The source's session id (Entra sessionId, Okta externalSessionId, FortiGate tunnelid).</summary>
    [Id(0)] public string? Uid { get; init; }

    [Id(1)] public bool IsVpn { get; init; }

    /// <summary>Address assigned inside the tunnel.</summary>
    [Id(2)] public string? TunnelIp { get; init; }

    /// <summary>Tunnel type as written ("SSLVPN", "IPSec").</summary>
    [Id(3)] public string? TunnelType { get; init; }

    /// <summary>Duration in milliseconds at close; 0 unknown.</summary>
    [Id(4)] public long DurationMs { get; init; }
}
