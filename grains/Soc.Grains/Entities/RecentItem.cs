using System.Runtime.InteropServices;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Grains.Entities;

/// <summary>One of an entity's latest events, compact; made into words when a person asks.</summary>
[GenerateSerializer, Alias("soc.RecentItem"), StructLayout(LayoutKind.Auto)]
public readonly record struct RecentItem(
    [property: Id(0)] long AtMs,
    [property: Id(1)] EventId EventId,
    [property: Id(2)] EventClass Class,
    [property: Id(3)] int ActivityId,
    [property: Id(4)] EventStatus Status,
    [property: Id(5)] EgressClass Egress,
    [property: Id(6)] string Source,
    [property: Id(7)] string? Ip,
    [property: Id(8)] string? Country,
    [property: Id(9)] string? City);
