using Soc.Detection.Geo;

namespace Soc.Detection.Detectors.ImpossibleTravel;

/// <summary>Two sign-ins of one person, too far apart for the time between them. See <see cref="TravelDetector{TState}"/>.</summary>
public sealed class ImpossibleTravelDetector : TravelDetector<ImpossibleTravelState>
{
    public override string Id => "impossible_travel";

    protected override bool ReportsConcurrent => false;
}
