using System.Runtime.InteropServices;
using Soc.Capture.Decode;
using Soc.Capture.Flows;

namespace Soc.Capture.Reset;

/// <summary>Names one connection; flows are used again for others.</summary>
/// <param name="FirstNs">When it began, nanoseconds since 1970.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ResetConnection(NetAddress Originator, ushort OriginatorPort, NetAddress Responder, ushort ResponderPort, long FirstNs)
{
    internal static ResetConnection Of(Flow flow) => new(flow.Originator, flow.OriginatorPort, flow.Responder, flow.ResponderPort, flow.FirstNs);
}
