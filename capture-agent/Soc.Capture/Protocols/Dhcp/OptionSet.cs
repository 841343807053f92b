using System.Runtime.InteropServices;

namespace Soc.Capture.Protocols.Dhcp;

/// <summary>Codes of options that were seen: only the first of a kind counts.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct OptionSet
{
    private UInt128 _low;
    private UInt128 _high;

    /// <returns>False when it was there.</returns>
    public bool Add(byte code)
    {
        var bit = UInt128.One << (code & 127);
        var before = code < 128 ? _low : _high;
        _low |= code < 128 ? bit : UInt128.Zero;
        _high |= code < 128 ? UInt128.Zero : bit;
        return (before & bit) == UInt128.Zero;
    }
}
