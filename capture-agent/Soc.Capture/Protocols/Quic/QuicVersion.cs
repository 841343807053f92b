using System.Globalization;

namespace Soc.Capture.Protocols.Quic;

/// <summary>A version whose first packets can be read: what its keys are derived with, and how it numbers its packets.</summary>
internal sealed class QuicVersion
{
    private const uint ReservedMask = 0x0F0F_0F0F;
    private const uint ReservedPattern = 0x0A0A_0A0A;
    private const uint Drafts = 0xFF_0000;
    private const int DraftShift = 8;

    private readonly int _initialType;

    private QuicVersion(uint number, byte[] salt, string labelPrefix, int initialType) =>
        (Number, Salt, LabelPrefix, _initialType) = (number, salt, labelPrefix, initialType);

    /// <summary>RFC 9000; salt and labels of RFC 9001 section 5.2.</summary>
    public static QuicVersion One { get; } = new(1, Convert.FromHexString("38762CF7F55934B34D179AE6A4C80CADCCBB7F0A"), "quic", 0);

    /// <summary>RFC 9369 section 3: other salt, labels and types.</summary>
    public static QuicVersion Two { get; } = new(0x6B33_43CF, Convert.FromHexString("0DEDE3DEF700A6DB819381BE6E269DCBF9BD2ED9"), "quicv2", 1);

    /// <summary>draft-ietf-quic-tls-29 section 5.2.</summary>
    public static QuicVersion Draft29 { get; } = new(0xFF00_001D, Convert.FromHexString("AFBFEC289993D24C9E9786F19C6111E04390A899"), "quic", 0);

    public uint Number { get; }

    public byte[] Salt { get; }

    public string LabelPrefix { get; }

    /// <returns>Null when it is not one of those.</returns>
    public static QuicVersion? Of(uint number) =>
        number == One.Number ? One : number == Two.Number ? Two : number == Draft29.Number ? Draft29 : null;

    /// <summary>Another draft, or a number that is sent to be refused (RFC 9000 section 15).</summary>
    public static bool IsPlausible(uint number) => (number & ReservedMask) == ReservedPattern || number >> DraftShift == Drafts;

    /// <summary>As Zeek writes it: "1", "quicv2", "draft-29"; others in hexadecimal.</summary>
    public static string NameOf(uint number) => number switch
    {
        1 => "1",
        0x6B33_43CF => "quicv2",
        _ when number >> DraftShift == Drafts => string.Create(CultureInfo.InvariantCulture, $"draft-{number & 0xFF}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"0x{number:x8}"),
    };

    /// <param name="firstByte">Of a long header.</param>
    public QuicPacketType TypeOf(byte firstByte) => (QuicPacketType)((((firstByte >> 4) & 3) - _initialType + 4) & 3);
}
