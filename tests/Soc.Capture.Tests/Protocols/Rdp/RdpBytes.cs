using System.Buffers.Binary;
using System.Text;

namespace Soc.Capture.Tests.Protocols.Rdp;

/// <summary>Messages of RDP by hand, as MS-RDPBCGR has them.</summary>
internal static class RdpBytes
{
    public static byte[] Tpkt(byte[] body) => [3, 0, (byte)((body.Length + 4) >> 8), (byte)(body.Length + 4), .. body];

    public static byte[] Connect(byte type, byte[] variable) => Tpkt([(byte)(6 + variable.Length), type, 0, 0, 0, 0, 0, .. variable]);

    public static byte[] Request(string line, int? protocols) => Connect(0xE0, [.. Encoding.Latin1.GetBytes(line), .. protocols is { } p ? Structure(1, p) : []]);

    public static byte[] Confirm(byte type, int value) => Connect(0xD0, Structure(type, value));

    public static byte[] Structure(byte type, int value) => [type, 0, 8, 0, .. Little32(value)];

    public static byte[] Data(byte[] body) => Tpkt([2, 0xF0, 0x80, .. body]);

    public static byte[] Initial(byte[] blocks)
    {
        byte[] conference = [0, 5, 0, 20, 124, 0, 1, .. Per(blocks.Length + 14), 0, 8, 0, 16, 0, 1, 0xC0, 0, .. "Duca"u8, .. Per(blocks.Length), .. blocks];
        byte[] fields = [4, 1, 1, 4, 1, 1, 1, 1, 0xFF, 0x30, 3, 2, 1, 34, 0x30, 3, 2, 1, 1, 0x30, 3, 2, 1, 9, 4, 0x82, .. Big16(conference.Length), .. conference];
        return [0x7F, 0x65, 0x82, .. Big16(fields.Length), .. fields];
    }

    public static byte[] Response(byte[] blocks)
    {
        byte[] conference = [0, 5, 0, 20, 124, 0, 1, 0x2A, 0x14, 0x76, 10, 1, 1, 0, 1, 0xC0, 0, .. "McDn"u8, .. Per(blocks.Length), .. blocks];
        byte[] fields = [10, 1, 0, 2, 1, 0, 0x30, 3, 2, 1, 34, 4, 0x81, (byte)conference.Length, .. conference];
        return [0x7F, 0x66, 0x81, (byte)fields.Length, .. fields];
    }

    public static byte[] Block(int type, byte[] content) => [.. Little16(type), .. Little16(content.Length + 4), .. content];

    public static byte[] Core(string name, int keyboard, int build, string product) =>
        Block(0xC001, [.. Little32(0x00080004), .. Little16(1024), .. Little16(768), 1, 202, 3, 170, .. Little32(keyboard), .. Little32(build), .. Utf16(name, 32), .. new byte[90], .. Utf16(product, 64), 7]);

    public static byte[] Network(params string[] names) =>
        Block(0xC003, [.. Little32(names.Length), .. names.SelectMany(n => (byte[])[.. Encoding.Latin1.GetBytes(n.PadRight(8, '\0')), 0, 0, 0, 0x80])]);

    public static byte[] Little16(int value) => [(byte)value, (byte)(value >> 8)];

    public static byte[] Little32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Big16(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Per(int length) => length < 0x80 ? [(byte)length] : [(byte)(0x80 | (length >> 8)), (byte)length];

    private static byte[] Utf16(string text, int bytes) => [.. Encoding.Unicode.GetBytes(text), .. new byte[bytes - (2 * text.Length)]];
}
