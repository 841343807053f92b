using Orleans;

namespace Soc.Model.Events;

/// <summary>The device that the user works on, as the source reports it.</summary>
[GenerateSerializer, Immutable, Alias("soc.DeviceSection")]
public sealed record DeviceSection
{
    /// <summary>Stable id: Entra deviceId, GlobalProtect hostid, Duo epkey, serial number.</summary>
    [Id(0)] public string? Uid { get; init; }

    [Id(1)] public string? Hostname { get; init; }

    /// <summary>Operating system as written ("Windows 10", "iOS 17.1").</summary>
    [Id(2)] public string? Os { get; init; }

    /// <summary>Browser or client as written ("Edge 119.0.0", "GlobalProtect 6.1.0").</summary>
    [Id(3)] public string? Client { get; init; }

    [Id(4)] public string? UserAgent { get; init; }

    [Id(5)] public bool? IsManaged { get; init; }

    [Id(6)] public bool? IsCompliant { get; init; }

    [Id(7)] public string? Mac { get; init; }
}
