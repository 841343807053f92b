using System.Runtime.InteropServices;

namespace Soc.Capture.Protocols.Dhcp;

/// <summary>One message of an exchange.</summary>
/// <param name="AtNs">When, nanoseconds since 1970.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DhcpStep(DhcpMessageType Type, long AtNs);
