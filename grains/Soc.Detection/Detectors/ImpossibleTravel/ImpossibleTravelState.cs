using Orleans;
using Soc.Detection.Geo;

namespace Soc.Detection.Detectors.ImpossibleTravel;

/// <summary>Stays and habits that impossible_travel compares.</summary>
[GenerateSerializer, Alias("soc.state.impossible_travel")]
public sealed class ImpossibleTravelState : TravelState;
