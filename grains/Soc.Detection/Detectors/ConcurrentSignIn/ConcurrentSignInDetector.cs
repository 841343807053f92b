using Soc.Detection.Geo;

namespace Soc.Detection.Detectors.ConcurrentSignIn;

/// <summary>Two sign-ins of one person from far places at the same moment. See <see cref="TravelDetector{TState}"/>.</summary>
public sealed class ConcurrentSignInDetector : TravelDetector<ConcurrentSignInState>
{
    public override string Id => "concurrent_sign_in";

    protected override bool ReportsConcurrent => true;
}
