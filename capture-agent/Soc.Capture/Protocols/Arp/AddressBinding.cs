using System.Runtime.InteropServices;
using Soc.Capture.Decode;

namespace Soc.Capture.Protocols.Arp;

/// <summary>Which station has an address.</summary>
/// <param name="Source">Who said so last.</param>
/// <param name="SinceNs">When it was first seen to be this station's, nanoseconds since 1970.</param>
/// <param name="SeenNs">When it was last seen to be, nanoseconds since 1970.</param>
/// <param name="PreviousMac">Who had it before; none when nobody is known.</param>
/// <param name="PreviousSeenNs">When that was last seen to have it; 0 when nobody is known.</param>
/// <param name="Changes">How often it went from one to another since it is known: two that quarrel over it make many.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AddressBinding(
    BindingKey Key, MacAddress Mac, BindingSource Source, long SinceNs, long SeenNs, MacAddress? PreviousMac, long PreviousSeenNs, int Changes);
