using Orleans;

namespace Soc.Model.Events;

/// <summary>A change in a directory: an account, a group, a method of authentication (OCSF 3001, 3004, 3006).</summary>
[GenerateSerializer, Immutable, Alias("soc.ChangeSection")]
public sealed record ChangeSection
{
    /// <summary>Operation as written ("User registered security info").</summary>
    [Id(0)] public string? Operation { get; init; }

    /// <summary>The user changed; <see cref="SecurityEvent.User"/> is the same, <see cref="SecurityEvent.Actor"/> the one who did it.</summary>
    [Id(1)] public string? Target { get; init; }

    /// <summary>True for an MFA method or security info added, changed or removed.</summary>
    [Id(2)] public bool IsMfaChange { get; init; }

    /// <summary>Group or role, where one is concerned.</summary>
    [Id(3)] public string? Group { get; init; }

    /// <summary>True when a device was registered or joined.</summary>
    [Id(4)] public bool IsDeviceRegistration { get; init; }
}
