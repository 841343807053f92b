using Orleans;

namespace Soc.GrainInterfaces.Entities;

/// <summary>One recent event of an entity, in words.</summary>
[GenerateSerializer, Immutable, Alias("soc.RecentActivity")]
public sealed record RecentActivity(
    [property: Id(0)] long AtMs,
    [property: Id(1)] string Source,
    [property: Id(2)] string Text,
    [property: Id(3)] string EventId);
