using Soc.Capture.Decode;
using Soc.Capture.Flows;

namespace Soc.Capture.Reset;

/// <summary>All connections of one station, whatever its IP addresses are; only where its own link is captured, and not behind a router.</summary>
public sealed record StationTarget(MacAddress Mac) : ResetTarget
{
    internal override bool Covers(Flow flow) => flow.OriginatorMac == Mac || flow.ResponderMac == Mac;

    internal override bool IsProtectedBy(NeverBlock neverBlock) => neverBlock.ProtectsTarget(Mac);
}
