using Orleans;

namespace Soc.Model.Events;

/// <summary>A lease that is asked for, given or refused (OCSF 4004). The device is in <see cref="SecurityEvent.Device"/>, the server in <see cref="SecurityEvent.Dst"/>.</summary>
[GenerateSerializer, Immutable, Alias("soc.DhcpSection")]
public sealed record DhcpSection
{
    /// <summary>Address that was given; null when none was.</summary>
    [Id(0)] public string? AssignedIp { get; init; }

    /// <summary>Address that was asked for.</summary>
    [Id(1)] public string? RequestedIp { get; init; }

    /// <summary>Address that the server gives for itself (option 54).</summary>
    [Id(2)] public string? ServerIp { get; init; }

    /// <summary>Option 60, such as "MSFT 5.0" or "android-dhcp-13".</summary>
    [Id(3)] public string? VendorClass { get; init; }

    /// <summary>Option 55 as numbers with commas: differs by operating system.</summary>
    [Id(4)] public string? ParameterList { get; init; }

    /// <summary>Seconds; 0 unknown.</summary>
    [Id(5)] public long LeaseSeconds { get; init; }

    /// <summary>Message types in their order ("DISCOVER OFFER REQUEST ACK").</summary>
    [Id(6)] public string? Messages { get; init; }
}
