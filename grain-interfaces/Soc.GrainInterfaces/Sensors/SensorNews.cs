using Orleans;

namespace Soc.GrainInterfaces.Sensors;

/// <summary>Something that is told of a sensor once.</summary>
/// <param name="Id">Of this and nothing else: whoever tells it again tells the same.</param>
/// <param name="Interface">Of <see cref="SensorNewsKind.Deaf"/> and <see cref="SensorNewsKind.Hears"/>.</param>
/// <param name="State">How the interface is: "up", "down", or "removed" for one that is no longer captured; "revoked" of a sensor that was.</param>
/// <param name="SinceMs">From when on, ms since the epoch.</param>
/// <param name="NoticedMs">When that was noticed.</param>
[GenerateSerializer, Immutable, Alias("soc.SensorNews")]
public sealed record SensorNews(
    [property: Id(0)] string Id,
    [property: Id(1)] SensorNewsKind Kind,
    [property: Id(2)] string Interface,
    [property: Id(3)] string State,
    [property: Id(4)] long SinceMs,
    [property: Id(5)] long NoticedMs)
{
    /// <summary><see cref="State"/> of an interface that is no longer captured.</summary>
    public const string Removed = "removed";

    /// <summary><see cref="State"/> of a sensor that was revoked: what was so of it is over.</summary>
    public const string Revoked = "revoked";
}
