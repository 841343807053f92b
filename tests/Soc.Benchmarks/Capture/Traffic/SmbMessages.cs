using System.Buffers.Binary;
using System.Text;

namespace Soc.Benchmarks.Capture.Traffic;

/// <summary>Messages of SMB 2 (MS-SMB2, 2.2), each in its frame; no sign-in, and fields that say nothing are 0.</summary>
internal static class SmbMessages
{
    public const int ReadBytes = 16_384;

    private const ushort NegotiateCommand = 0;
    private const ushort TreeConnect = 3;
    private const ushort Create = 5;
    private const ushort CloseCommand = 6;
    private const ushort ReadCommand = 8;
    private const int HeaderBytes = 64;

    private static ReadOnlySpan<byte> FileId => [7, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0];

    public static byte[] NegotiateRequest() => Frame(NegotiateCommand, 0, isAnswer: false, [36, 0, 4, 0, 1, 0, 0, 0, .. new byte[28], 2, 2, 0x10, 2, 0, 3, 2, 3]);

    public static byte[] NegotiateAnswer() => Frame(NegotiateCommand, 0, isAnswer: true, [65, 0, 1, 0, 2, 3, 0, 0, .. new byte[48], 128, 0, 0, 0, 0, 0, 0, 0]);

    public static byte[] TreeRequest(string share)
    {
        var path = Encoding.Unicode.GetBytes(share);
        return Frame(TreeConnect, 1, isAnswer: false, [9, 0, 0, 0, HeaderBytes + 8, 0, (byte)path.Length, 0, .. path]);
    }

    public static byte[] TreeAnswer() => Frame(TreeConnect, 1, isAnswer: true, [16, 0, 1, 0, .. new byte[12]]);

    public static byte[] CreateRequest(string file)
    {
        var name = Encoding.Unicode.GetBytes(file);
        return Frame(Create, 2, isAnswer: false, [57, 0, .. new byte[34], 1, 0, 0, 0, .. new byte[4], HeaderBytes + 56, 0, (byte)name.Length, 0, .. new byte[8], .. name]);
    }

    public static byte[] CreateAnswer() => Frame(Create, 2, isAnswer: true, [89, 0, 0, 0, 1, 0, 0, 0, .. new byte[56], .. FileId, .. new byte[8]]);

    public static byte[] ReadRequest(ulong number) => Frame(ReadCommand, number, isAnswer: false, [49, 0, 0, 0, 0, 0x40, 0, 0, .. new byte[8], .. FileId, .. new byte[17]]);

    public static byte[] ReadAnswer(ulong number, Dice dice) =>
        Frame(ReadCommand, number, isAnswer: true, [17, 0, HeaderBytes + 16, 0, 0, 0x40, 0, 0, .. new byte[8], .. dice.Noise(ReadBytes)]);

    public static byte[] CloseRequest(ulong number) => Frame(CloseCommand, number, isAnswer: false, [24, 0, 0, 0, 0, 0, 0, 0, .. FileId]);

    public static byte[] CloseAnswer(ulong number) => Frame(CloseCommand, number, isAnswer: true, [60, 0, .. new byte[58]]);

    private static byte[] Frame(ushort command, ulong number, bool isAnswer, ReadOnlySpan<byte> body)
    {
        var frame = new byte[4 + HeaderBytes + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, HeaderBytes + body.Length);
        var header = frame.AsSpan(4);
        "\0SMB"u8.CopyTo(header);
        header[0] = 0xFE;
        header[4] = HeaderBytes;
        BinaryPrimitives.WriteUInt16LittleEndian(header[12..], command);
        header[14] = 1;
        header[16] = isAnswer ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], number);
        (header[36], header[40]) = (5, 3);
        body.CopyTo(header[HeaderBytes..]);
        return frame;
    }
}
