using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.Windows;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.PasswordSpray;

/// <summary>One sign-in, failed or not, from the address.</summary>
/// <param name="TimeMs">Event time, ms since the epoch.</param>
/// <param name="Id">The event.</param>
/// <param name="User">User tried.</param>
/// <param name="UserKey">Hash of the user.</param>
[GenerateSerializer, Immutable, Alias("soc.state.password_spray.try"), StructLayout(LayoutKind.Auto)]
public readonly record struct SprayTry(
    [property: Id(0)] long TimeMs,
    [property: Id(1)] EventId Id,
    [property: Id(2)] string User,
    [property: Id(3)] ulong UserKey) : ITimedItem;
