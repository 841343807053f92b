using System.Runtime.InteropServices;
using Soc.Capture.Decode;

namespace Soc.Capture.Protocols.Arp;

/// <summary>An address in its network; private ones are in many.</summary>
/// <param name="Vlan">Id of the VLAN, 0 without one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BindingKey(ushort Vlan, NetAddress Address);
