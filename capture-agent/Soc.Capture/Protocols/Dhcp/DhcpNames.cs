using Soc.Capture.Protocols.Dns;

namespace Soc.Capture.Protocols.Dhcp;

/// <summary>Names of hosts in options.</summary>
internal static class DhcpNames
{
    /// <summary>A name as DNS writes it, never with pointers; one that is not complete lacks the root's empty label (RFC 4702, 2.3.1; RFC 4704, 4.2).</summary>
    public static string? OfLabels(ReadOnlySpan<byte> name)
    {
        if (name.Length > WireName.MaxBytes)
        {
            return null;
        }

        Span<byte> ended = stackalloc byte[WireName.MaxBytes + 1];
        Span<byte> wire = stackalloc byte[WireName.MaxBytes];
        name.CopyTo(ended);
        ended[name.Length] = 0;
        var position = 0;
        var length = WireName.Expand(ended[..(name.Length + 1)], ref position, wire);
        return length < 0 ? null : NameText.Of(wire[..length]);
    }
}
