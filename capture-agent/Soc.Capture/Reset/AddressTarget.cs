using Soc.Capture.Decode;
using Soc.Capture.Flows;

namespace Soc.Capture.Reset;

/// <summary>All connections of one IP address.</summary>
public sealed record AddressTarget(NetAddress Address) : ResetTarget
{
    internal override bool Covers(Flow flow) => flow.Originator == Address || flow.Responder == Address;

    internal override bool IsProtectedBy(NeverBlock neverBlock) => neverBlock.Protects(Address);
}
