using System.Buffers.Binary;

namespace Soc.Fuzz.Targets.Wire;

/// <summary>A Kerberos request for a ticket and an error in answer (RFC 4120, 5.4.1 and 5.9.1), in DER.</summary>
internal static class KerberosTalk
{
    private const byte Sequence = 0x30;
    private const byte Text = 0x1B;
    private const byte Time = 0x18;

    public static byte[] Request => Der(0x6A, Der(Sequence, Field(1, Number(5)), Field(2, Number(10)), Field(4, Body)));

    public static byte[] Error => Der(0x7E, Der(Sequence, Field(0, Number(5)), Field(1, Number(30)), Field(4, At), Field(5, Number(1)), Field(6, Number(25)), Field(9, Realm), Field(10, Server)));

    private static byte[] Body => Der(
        Sequence,
        Field(0, [3, 5, 0, 0x40, 0x81, 0, 0x10]),
        Field(1, Name(1, "anna"u8)),
        Field(2, Realm),
        Field(3, Server),
        Field(5, At),
        Field(7, Number(77)),
        Field(8, Der(Sequence, Number(18), Number(23))));

    private static byte[] Realm => Der(Text, "EX.COM"u8.ToArray());

    private static byte[] Server => Name(2, "krbtgt"u8, "EX.COM"u8);

    private static byte[] At => Der(Time, "20370913024805Z"u8.ToArray());

    /// <summary>As it goes over TCP, after its length.</summary>
    public static byte[] Framed(byte[] message)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, message.Length);
        return [.. length, .. message];
    }

    private static byte[] Name(byte kind, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        byte[] parts = second.IsEmpty ? Der(Text, first.ToArray()) : [.. Der(Text, first.ToArray()), .. Der(Text, second.ToArray())];
        return Der(Sequence, Field(0, Number(kind)), Field(1, Der(Sequence, parts)));
    }

    private static byte[] Number(byte value) => [2, 1, value];

    private static byte[] Field(byte number, byte[] content) => Der((byte)(0xA0 | number), content);

    // The long form of a length where the short one ends.
    private static byte[] Der(byte tag, params byte[][] content)
    {
        byte[] all = [.. content.SelectMany(c => c)];
        return all.Length < 0x80 ? [tag, (byte)all.Length, .. all] : [tag, 0x81, (byte)all.Length, .. all];
    }
}
