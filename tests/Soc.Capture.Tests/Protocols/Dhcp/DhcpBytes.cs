using System.Buffers.Binary;

namespace Soc.Capture.Tests.Protocols.Dhcp;

/// <summary>Builds messages as RFC 2131 has them.</summary>
internal static class DhcpBytes
{
    public static byte[] Message(bool isOfServer, uint transactionId, byte type, params byte[][] options)
    {
        var message = new byte[240];
        (message[0], message[1], message[2]) = (isOfServer ? (byte)2 : (byte)1, 1, 6);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), transactionId);
        if (isOfServer)
        {
            message.AsSpan(16, 4).Fill(9);
        }

        Convert.FromHexString("0200000000aa").CopyTo(message.AsSpan(28));
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(236), 0x63825363);
        return [.. message, .. Option(53, type), .. options.SelectMany(o => o), 255];
    }

    public static byte[] Option(byte code, params byte[] value) => [code, (byte)value.Length, .. value];
}
