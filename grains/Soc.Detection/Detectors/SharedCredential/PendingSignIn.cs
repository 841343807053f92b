using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.SignIns;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.SharedCredential;

/// <summary>A sign-in of a service that may still find its counterpart, since the logs of two places arrive in any order.</summary>
/// <param name="TimeMs">Event time.</param>
/// <param name="Id">The event.</param>
/// <param name="Key">Hash of the cloud service.</param>
/// <param name="Name">Name of the service.</param>
/// <param name="Ip">Where it came from.</param>
/// <param name="Place">The place in words.</param>
[GenerateSerializer, Alias("soc.PendingSignIn"), StructLayout(LayoutKind.Auto)]
public readonly record struct PendingSignIn(
    [property: Id(0)] long TimeMs,
    [property: Id(1)] EventId Id,
    [property: Id(2)] uint Key,
    [property: Id(3)] PooledName Name,
    [property: Id(4)] PackedIp Ip,
    [property: Id(5)] PooledName Place);
