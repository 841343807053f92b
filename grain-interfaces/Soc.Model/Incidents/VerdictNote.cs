using Orleans;

namespace Soc.Model.Incidents;

/// <summary>A verdict that a person set.</summary>
[GenerateSerializer, Immutable, Alias("soc.VerdictNote")]
public sealed record VerdictNote(
    [property: Id(0)] Verdict Verdict,
    [property: Id(1)] string By,
    [property: Id(2)] long AtMs,
    [property: Id(3)] string? Comment);
