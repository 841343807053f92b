using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.Windows;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.LateralMovement;

/// <summary>A host that the device reached in a way in which it never did before.</summary>
/// <param name="HostKey">Hash of the host's address.</param>
/// <param name="Host">For people, cut.</param>
/// <param name="User">As whom; null unknown.</param>
[GenerateSerializer, Immutable, Alias("soc.state.lateral_movement.step"), StructLayout(LayoutKind.Auto)]
public readonly record struct LateralStep(
    [property: Id(0)] long TimeMs,
    [property: Id(1)] EventId Id,
    [property: Id(2)] uint HostKey,
    [property: Id(3)] string Host,
    [property: Id(4)] AdminAccess Accesses,
    [property: Id(5)] string? User) : ITimedItem;
