using Orleans;

namespace Soc.GrainInterfaces.Entities;

/// <summary>What one detector adds to an entity's risk.</summary>
[GenerateSerializer, Immutable, Alias("soc.RiskContribution")]
public sealed record RiskContribution(
    [property: Id(0)] string Detector,
    [property: Id(1)] double Score,
    [property: Id(2)] double Contribution,
    [property: Id(3)] long AtMs,
    [property: Id(4)] string Text);
