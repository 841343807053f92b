using Orleans;

namespace Soc.Model.Signals;

/// <summary>One typed fact with its sentence and what it does to the score.</summary>
/// <param name="Fact">Stable snake_case name ("speed_kmh", "mfa_satisfied", "known_vpn_exit").</param>
/// <param name="Text">A sentence that an analyst reads.</param>
/// <param name="Weight">Points that it moves the score by, always ≥ 0; evidence for raises, evidence against lowers.</param>
[GenerateSerializer, Immutable, Alias("soc.Evidence")]
public sealed record Evidence(
    [property: Id(0)] string Fact,
    [property: Id(1)] string Text,
    [property: Id(2)] double Weight);
