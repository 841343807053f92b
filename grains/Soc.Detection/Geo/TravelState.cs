using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Geo;

/// <summary>Jumps of a user between two places: made at the first of them, which most users never have.</summary>
[GenerateSerializer, Alias("soc.state.travel")]
public abstract class TravelState : DetectorState
{
    public const int MaxFindings = 4;
    public const int MaxTransitions = 6;

    [Id(0)] public TravelFinding[] Findings { get; set; } = [];

    /// <summary>Jumps between two places that happened before.</summary>
    [Id(1)] public SeenTable Transitions { get; set; }
}
