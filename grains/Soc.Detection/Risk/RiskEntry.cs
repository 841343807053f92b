using Orleans;

namespace Soc.Detection.Risk;

/// <summary>One finding that an entity carries.</summary>
/// <param name="SignalId">Its signal; the same id replaces it.</param>
/// <param name="Detector">Detector id.</param>
/// <param name="Score">0–100, as it was at <paramref name="AtMs"/>.</param>
/// <param name="AtMs">Event time, ms since the epoch.</param>
/// <param name="Title">The signal's sentence.</param>
[GenerateSerializer, Immutable, Alias("soc.state.risk.entry")]
public sealed record RiskEntry(
    [property: Id(0)] string SignalId,
    [property: Id(1)] string Detector,
    [property: Id(2)] double Score,
    [property: Id(3)] long AtMs,
    [property: Id(4)] string Title);
