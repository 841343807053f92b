using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.SignIns;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.SharedCredential;

/// <summary>Use of a person's credential by one cloud service, while the person was elsewhere.</summary>
/// <param name="Key">Hash of the service's name, or its autonomous system.</param>
/// <param name="Name">Name of the service; none when only the network is known.</param>
/// <param name="Count">Times that it signed in beside the person, saturating.</param>
/// <param name="Days">Distinct days of them.</param>
/// <param name="FirstMs">Event time of the first.</param>
/// <param name="LastMs">Event time of the last.</param>
/// <param name="LastId">The last sign-in of the service.</param>
/// <param name="ReportedMs">Event time of the report, 0 none yet.</param>
[GenerateSerializer, Alias("soc.CloudUse"), StructLayout(LayoutKind.Auto)]
public readonly record struct CloudUse(
    [property: Id(0)] uint Key,
    [property: Id(1)] PooledName Name,
    [property: Id(2)] ushort Count,
    [property: Id(3)] ushort Days,
    [property: Id(4)] long FirstMs,
    [property: Id(5)] long LastMs,
    [property: Id(6)] EventId LastId,
    [property: Id(7)] long ReportedMs);
