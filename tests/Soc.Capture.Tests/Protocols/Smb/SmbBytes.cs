using System.Buffers.Binary;
using System.Text;

namespace Soc.Capture.Tests.Protocols.Smb;

/// <summary>Writes SMB 2 messages, member by member as MS-SMB2 has them.</summary>
internal static class SmbBytes
{
    public static readonly byte[] AnyFile = [.. Enumerable.Repeat((byte)0xFF, 16)];

    /// <summary>A frame with one message or a compound.</summary>
    public static byte[] Frame(params byte[][] messages)
    {
        var all = new List<byte>();
        for (var i = 0; i < messages.Length; i++)
        {
            var message = messages[i];
            if (i < messages.Length - 1)
            {
                Array.Resize(ref message, (message.Length + 7) / 8 * 8);
                BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(20), (uint)message.Length);
            }

            all.AddRange(message);
        }

        return [0, (byte)(all.Count >> 16), (byte)(all.Count >> 8), (byte)all.Count, .. all];
    }

    public static byte[] Message(ushort command, ulong id, uint flags, byte[] body, uint status = 0, ulong session = 5, uint tree = 1) =>
        [0xFE, .. "SMB"u8, .. U16(64), .. U16(0), .. U32(status), .. U16(command), .. U16(1), .. U32(flags), .. U32(0), .. U64(id), .. U32(0), .. U32(tree), .. U64(session), .. new byte[16], .. body];

    public static byte[] TreeConnect(string path) => [.. U16(9), .. U16(0), .. U16(72), .. U16(2 * path.Length), .. Encoding.Unicode.GetBytes(path)];

    public static byte[] TreeConnected(byte type) => [.. U16(16), type, 0, .. U32(0), .. U32(0), .. U32(0)];

    public static byte[] Create(string name, uint disposition, uint options = 0) =>
        [.. U16(57), .. new byte[22], .. U32(0x1F01FF), .. U32(0), .. U32(0), .. U32(disposition), .. U32(options), .. U16(120), .. U16(2 * name.Length), .. U64(0), .. Encoding.Unicode.GetBytes(name)];

    public static byte[] Created(uint action, byte[] file) =>
        [.. U16(89), .. U16(0), .. U32(action), .. U64(0), .. U64(116_444_736_000_000_010), .. U64(ulong.MaxValue), .. U64(0), .. U64(4096), .. U64(77), .. U32(0), .. U32(0), .. file, .. U64(0)];

    public static byte[] Close(byte[] file) => [.. U16(24), .. new byte[6], .. file];

    public static byte[] Read(byte[] file) => [.. U16(49), .. new byte[14], .. file, .. new byte[16]];

    public static byte[] ReadDone(byte[] data) => [.. U16(17), 80, 0, .. U32((uint)data.Length), .. U64(0), .. data];

    public static byte[] Write(byte[] file, byte[] data) => [.. U16(49), .. U16(112), .. U32((uint)data.Length), .. U64(0), .. file, .. new byte[16], .. data];

    public static byte[] Written(uint count) => [.. U16(17), .. U16(0), .. U32(count), .. new byte[8]];

    public static byte[] SetInfo(byte kind, byte[] file, byte[] info) => [.. U16(33), 1, kind, .. U32((uint)info.Length), .. U16(96), .. U16(0), .. U32(0), .. file, .. info];

    public static byte[] Rename(string name) => [.. new byte[16], .. U32((uint)(2 * name.Length)), .. Encoding.Unicode.GetBytes(name)];

    public static byte[] U16(int value) => [(byte)value, (byte)(value >> 8)];

    public static byte[] U32(uint value) => BitConverter.GetBytes(value);

    public static byte[] U64(ulong value) => BitConverter.GetBytes(value);
}
