using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.ListedAddress;

/// <summary>Another product flagged something about the user.</summary>
[GenerateSerializer, Immutable, Alias("soc.state.listed_address.finding"), StructLayout(LayoutKind.Auto)]
public readonly record struct ProductFinding : ITimedItem
{
    [Id(0)] public long TimeMs { get; init; }

    [Id(1)] public EventId Id { get; init; }

    [Id(2)] public PooledName Product { get; init; }
}
