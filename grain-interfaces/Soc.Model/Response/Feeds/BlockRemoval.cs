using Orleans;

namespace Soc.Model.Response.Feeds;

/// <summary>Something that left the list.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Value">In the one form that its kind has.</param>
/// <param name="Version">Version of the list with which it left.</param>
/// <param name="AtMs">When that was, ms since the epoch.</param>
/// <param name="SinceMs">Since when it had been blocked, ms since the epoch.</param>
[GenerateSerializer, Immutable, Alias("soc.BlockRemoval")]
public sealed record BlockRemoval(
    [property: Id(0)] BlockKind Kind,
    [property: Id(1)] string Value,
    [property: Id(2)] long Version,
    [property: Id(3)] long AtMs,
    [property: Id(4)] long SinceMs);
