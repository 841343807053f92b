namespace Soc.Capture.Protocols.Tls;

/// <summary>Values that mean nothing and are sent so that others keep on ignoring what they do not know (RFC 8701).</summary>
internal static class Grease
{
    /// <summary>Both bytes are the same, and end in 0xA.</summary>
    public static bool Is(ushort value) => (value & 0x0F0F) == 0x0A0A && value >> 8 == (value & 0xFF);

    public static ushort[] Without(ReadOnlySpan<ushort> values)
    {
        var kept = 0;
        foreach (var value in values)
        {
            kept += Is(value) ? 0 : 1;
        }

        var result = new ushort[kept];
        var at = 0;
        foreach (var value in values)
        {
            if (!Is(value))
            {
                result[at++] = value;
            }
        }

        return result;
    }
}
