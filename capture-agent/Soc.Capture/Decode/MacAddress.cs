using System.Buffers.Binary;
using System.Globalization;

namespace Soc.Capture.Decode;

/// <summary>An Ethernet address.</summary>
/// <param name="Bits">The lower 48.</param>
public readonly record struct MacAddress(ulong Bits)
{
    public static MacAddress Broadcast { get; } = new(0xFFFF_FFFF_FFFF);

    /// <summary>Addresses a group of stations.</summary>
    public bool IsMulticast => (Bits & 0x0100_0000_0000) != 0;

    /// <summary>Not given by a manufacturer: set by software, as phones do to stay unknown.</summary>
    public bool IsLocallyAdministered => (Bits & 0x0200_0000_0000) != 0;

    /// <param name="bytes">At least six.</param>
    public static MacAddress Of(ReadOnlySpan<byte> bytes) =>
        new(((ulong)BinaryPrimitives.ReadUInt16BigEndian(bytes) << 32) | BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]));

    /// <summary>Six pairs of hexadecimal digits with colons, lower case.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Bits >> 40) & 0xFF:x2}:{(Bits >> 32) & 0xFF:x2}:{(Bits >> 24) & 0xFF:x2}:{(Bits >> 16) & 0xFF:x2}:{(Bits >> 8) & 0xFF:x2}:{Bits & 0xFF:x2}");
}
