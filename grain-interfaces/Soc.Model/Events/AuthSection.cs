using Orleans;

namespace Soc.Model.Events;

/// <summary>What an authentication event adds (OCSF 3002).</summary>
[GenerateSerializer, Immutable, Alias("soc.AuthSection")]
public sealed record AuthSection
{
    /// <summary>A person at a keyboard; false for token refresh, service principals and background use; null where the source does not say.</summary>
    [Id(0)] public bool? IsInteractive { get; init; }

    /// <summary>True when a second factor was satisfied in this sign-in, false when it was not asked for or failed, null where unknown.</summary>
    [Id(1)] public bool? IsMfa { get; init; }

    /// <summary>True when the second factor was satisfied by a claim in an earlier token, and nobody was asked now.</summary>
    [Id(2)] public bool MfaFromToken { get; init; }

    [Id(3)] public AuthFactor Factor { get; init; }

    [Id(4)] public FailureKind Failure { get; init; }

    /// <summary>OCSF auth_protocol_id; 0 unknown.</summary>
    [Id(5)] public int ProtocolId { get; init; }

    /// <summary>OCSF logon_type_id (Windows LogonType); 0 unknown.</summary>
    [Id(6)] public int LogonTypeId { get; init; }

    /// <summary>Application or service that was signed in to ("Office 365 Exchange Online", "vpn-gw1").</summary>
    [Id(7)] public string? Service { get; init; }

    /// <summary>Stable id of the application at the identity provider (appId).</summary>
    [Id(8)] public string? ServiceId { get; init; }

    /// <summary>Address of the device that answered the second factor, where the source reports it (Duo auth_device.ip).</summary>
    [Id(9)] public string? FactorAddress { get; init; }

    /// <summary>The identity provider's own risk verdict, lower case: none, low, medium, high, hidden, or null.</summary>
    [Id(10)] public string? ProviderRisk { get; init; }

    /// <summary>True when this event is the second-factor step by itself (Duo, Okta push), not a whole sign-in.</summary>
    [Id(11)] public bool IsFactorStep { get; init; }
}
