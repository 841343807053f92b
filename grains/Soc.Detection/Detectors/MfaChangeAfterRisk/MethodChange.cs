using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.Windows;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.MfaChangeAfterRisk;

/// <summary>A second factor added, changed or removed, or a device registered.</summary>
[GenerateSerializer, Immutable, Alias("soc.state.mfa_change_after_risk.change"), StructLayout(LayoutKind.Auto)]
public readonly record struct MethodChange : ITimedItem
{
    [Id(0)] public long TimeMs { get; init; }

    [Id(1)] public EventId Id { get; init; }

    /// <summary>As the source wrote it.</summary>
    [Id(2)] public string? Operation { get; init; }

    [Id(3)] public bool IsDevice { get; init; }

    /// <summary>Network that the change came from; 0 unknown.</summary>
    [Id(4)] public ulong NetworkHash { get; init; }

    /// <summary>Somebody else who made it; null: the user himself.</summary>
    [Id(5)] public string? Actor { get; init; }

    [Id(6)] public bool FromOwnNetwork { get; init; }
}
