using Soc.Capture.Decode;
using Soc.Capture.Flows;

namespace Soc.Capture.Reset;

/// <summary>One connection, whichever of its ends began it.</summary>
public sealed record ConnectionTarget(NetAddress One, ushort OnePort, NetAddress Other, ushort OtherPort) : ResetTarget
{
    internal override bool Covers(Flow flow) =>
        (flow.Originator == One && flow.OriginatorPort == OnePort && flow.Responder == Other && flow.ResponderPort == OtherPort)
        || (flow.Originator == Other && flow.OriginatorPort == OtherPort && flow.Responder == One && flow.ResponderPort == OnePort);

    internal override bool IsProtectedBy(NeverBlock neverBlock) => neverBlock.Protects(One) || neverBlock.Protects(Other);
}
