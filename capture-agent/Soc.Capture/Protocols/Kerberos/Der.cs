namespace Soc.Capture.Protocols.Kerberos;

/// <summary>Tags of ASN.1 that Kerberos uses (X.680, 8.6).</summary>
internal static class Der
{
    public const byte Integer = 0x02;
    public const byte BitString = 0x03;
    public const byte OctetString = 0x04;
    public const byte GeneralString = 0x1B;
    public const byte GeneralizedTime = 0x18;
    public const byte Sequence = 0x30;

    /// <summary>Constructed, and of the class that the message's type has (RFC 4120, 5.10).</summary>
    private const byte ApplicationBits = 0x60;

    private const byte ContextBits = 0xA0;

    public static byte Application(int number) => (byte)(ApplicationBits | number);

    /// <summary>The number in a member's tag; -1 when it is none.</summary>
    public static int MemberOf(byte tag) => (tag & 0xE0) == ContextBits ? tag & 0x1F : -1;
}
