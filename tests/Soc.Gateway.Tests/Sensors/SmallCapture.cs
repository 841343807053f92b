using System.Buffers.Binary;

namespace Soc.Gateway.Tests.Sensors;

/// <summary>A capture file of our own: one station announces itself and is refused by another.</summary>
internal static class SmallCapture
{
    /// <summary>Events that the agent makes of it: two stations and one flow.</summary>
    public const int Events = 3;

    /// <summary>When it begins, seconds since 1970.</summary>
    public const uint BeginSecond = 1_772_438_400;

    private static readonly byte[] Mac = [0x02, 0x00, 0x5e, 0x10, 0x00, 0x07];
    private static readonly byte[] OtherMac = [0x02, 0x00, 0x5e, 0x10, 0x00, 0x08];
    private static readonly byte[] Ip = [10, 9, 0, 7];
    private static readonly byte[] OtherIp = [10, 9, 0, 8];

    public static void Write(string path, uint firstSecond = BeginSecond)
    {
        using var file = File.Create(path);
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 65_536);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        file.Write(header);
        var at = firstSecond;
        Frame(file, at++, Arp(Mac, Ip, OtherIp));
        Frame(file, at++, Arp(OtherMac, OtherIp, Ip));
        Frame(file, at++, Tcp(Mac, OtherMac, Ip, OtherIp, 50_000, 445, flags: 0x02));
        Frame(file, at, Tcp(OtherMac, Mac, OtherIp, Ip, 445, 50_000, flags: 0x14));
    }

    private static void Frame(Stream file, uint second, byte[] frame)
    {
        Span<byte> head = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(head, second);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], (uint)frame.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[12..], (uint)frame.Length);
        file.Write(head);
        file.Write(frame);
    }

    private static byte[] Arp(byte[] mac, byte[] ip, byte[] asked) =>
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, .. mac, 0x08, 0x06, 0, 1, 8, 0, 6, 4, 0, 1, .. mac, .. ip, 0, 0, 0, 0, 0, 0, .. asked];

    private static byte[] Tcp(byte[] from, byte[] to, byte[] src, byte[] dst, ushort srcPort, ushort dstPort, byte flags) =>
    [
        .. to, .. from, 0x08, 0x00,
        0x45, 0, 0, 40, 0, 1, 0x40, 0, 64, 6, 0, 0, .. src, .. dst,
        (byte)(srcPort >> 8), (byte)srcPort, (byte)(dstPort >> 8), (byte)dstPort, 0, 0, 0, 1, 0, 0, 0, 2, 0x50, flags, 0x20, 0, 0, 0, 0, 0,
    ];
}
