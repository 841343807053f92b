using Orleans;

namespace Soc.GrainInterfaces.Entities;

/// <summary>What one detector has learned.</summary>
[GenerateSerializer, Immutable, Alias("soc.BaselineView")]
public sealed record BaselineView(
    [property: Id(0)] string Detector,
    [property: Id(1)] string[] Sentences);
