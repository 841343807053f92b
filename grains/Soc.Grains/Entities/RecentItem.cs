using System.Runtime.InteropServices;
using Soc.Detection.SignIns;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Grains.Entities;

/// <summary>
/// One of an entity's latest events, compact; made into words when a person asks. It refers to nothing of the event: a text of its own
/// in each of a million old objects is what makes collections of garbage long.
/// </summary>
[GenerateSerializer, Alias("soc.RecentItem"), StructLayout(LayoutKind.Auto)]
public readonly record struct RecentItem(
    [property: Id(0)] long AtMs,
    [property: Id(1)] EventId EventId,
    [property: Id(2)] EventClass Class,
    [property: Id(3)] int ActivityId,
    [property: Id(4)] EventStatus Status,
    [property: Id(5)] EgressClass Egress,
    [property: Id(6)] PooledName Source,
    [property: Id(7)] PackedIp Ip,
    [property: Id(8)] PooledName Country,
    [property: Id(9)] PooledName City);
