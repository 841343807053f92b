using System.Buffers.Binary;

namespace Soc.Capture.Protocols.Rdp;

/// <summary>TPKT (RFC 1006 section 6) around X.224 of class 0 (ISO 8073 section 13).</summary>
internal static class X224
{
    public const byte TpktVersion = 3;
    public const int TpktBytes = 4;

    /// <summary>TPKT, length of the rest of the header, type, two references, class.</summary>
    public const int ConnectHeaderBytes = 11;

    /// <summary>TPKT, length of the rest of the header, type, end mark.</summary>
    public const int DataHeaderBytes = 7;

    public const int TypeAt = 5;
    public const byte ConnectionRequest = 0xE0;
    public const byte ConnectionConfirm = 0xD0;
    public const byte Data = 0xF0;

    private const int LengthIndicatorAt = 4;

    /// <param name="data">At least a TPKT's header.</param>
    /// <returns>Length with the header, bytes; what is shorter than a header of X.224 or is no TPKT has -1.</returns>
    public static int LengthOf(ReadOnlySpan<byte> data)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(data[2..]);
        return data[0] == TpktVersion && length >= DataHeaderBytes ? length : -1;
    }

    /// <summary>Both lengths say that the header of a request or confirmation fits and fills the packet.</summary>
    /// <param name="data">At least <see cref="ConnectHeaderBytes"/>.</param>
    public static bool IsSoundConnect(ReadOnlySpan<byte> data) =>
        LengthOf(data) >= ConnectHeaderBytes && data[LengthIndicatorAt] + TpktBytes + 1 == LengthOf(data);
}
