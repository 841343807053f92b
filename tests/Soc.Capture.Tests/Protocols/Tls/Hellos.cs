using System.Buffers.Binary;
using System.Text;

namespace Soc.Capture.Tests.Protocols.Tls;

/// <summary>Handshake messages and records by hand.</summary>
internal static class Hellos
{
    public static byte[] U16(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }

    public static byte[] Numbers(params int[] values) => [.. values.SelectMany(U16)];

    public static byte[] Record(byte type, params byte[] body) => [type, 3, 3, .. U16(body.Length), .. body];

    public static byte[] Message(byte type, byte[] body) => [type, (byte)(body.Length >> 16), .. U16(body.Length & 0xFFFF), .. body];

    public static byte[] Extension(int type, params byte[] data) => [.. U16(type), .. U16(data.Length), .. data];

    public static byte[] ServerName(string name) => Extension(0, [.. U16(name.Length + 3), 0, .. U16(name.Length), .. Encoding.Latin1.GetBytes(name)]);

    public static byte[] Alpn(params byte[][] names)
    {
        byte[] list = [.. names.SelectMany(n => (byte[])[(byte)n.Length, .. n])];
        return Extension(16, [.. U16(list.Length), .. list]);
    }

    public static byte[] SupportedVersions(params int[] versions) => Extension(43, [(byte)(2 * versions.Length), .. Numbers(versions)]);

    public static byte[] Groups(params int[] groups) => Extension(10, [.. U16(2 * groups.Length), .. Numbers(groups)]);

    public static byte[] SignatureAlgorithms(params int[] numbers) => Extension(13, [.. U16(2 * numbers.Length), .. Numbers(numbers)]);

    /// <summary>Body of a client hello without session.</summary>
    public static byte[] Client(int[] ciphers, byte[] extensions, byte[]? session = null) =>
        [3, 3, .. new byte[32], (byte)(session?.Length ?? 0), .. session ?? [], .. U16(2 * ciphers.Length), .. Numbers(ciphers), 1, 0, .. U16(extensions.Length), .. extensions];

    public static byte[] Server(int cipher, byte[] extensions, byte[]? random = null, byte[]? session = null) =>
        [3, 3, .. random ?? new byte[32], (byte)(session?.Length ?? 0), .. session ?? [], .. U16(cipher), 0, .. U16(extensions.Length), .. extensions];
}
