using System.Buffers.Binary;
using System.Text;

namespace Soc.Capture.Tests.Protocols.Dns;

/// <summary>Builds messages as RFC 1035 has them.</summary>
internal sealed class DnsBytes
{
    private readonly List<byte> _bytes = [];

    public static DnsBytes Message(ushort id, ushort flags, int questions = 1, int answers = 0, int authorities = 0, int additionals = 0) =>
        new DnsBytes().U16(id).U16(flags).U16(questions).U16(answers).U16(authorities).U16(additionals);

    public static byte[] Query(ushort id, string name, ushort type = 1) => Message(id, 0x0100).Name(name).U16(type).U16(1).ToArray();

    public static byte[] Response(ushort id, string name, ushort type, params byte[][] data)
    {
        var message = Message(id, 0x8180, answers: data.Length).Name(name).U16(type).U16(1);
        foreach (var d in data)
        {
            message.Record(type, 300, d);
        }

        return message.ToArray();
    }

    public DnsBytes U16(int value)
    {
        Span<byte> b = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(b, (ushort)value);
        _bytes.AddRange(b);
        return this;
    }

    public DnsBytes U32(uint value) => U16((int)(value >> 16)).U16((int)(value & 0xFFFF));

    public DnsBytes Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public DnsBytes Name(string name) => Raw(Wire(name));

    /// <summary>A record whose owner is the first question.</summary>
    public DnsBytes Record(ushort type, uint ttlSeconds, byte[] data) => Raw(0xC0, 12).U16(type).U16(1).U32(ttlSeconds).U16(data.Length).Raw(data);

    public byte[] ToArray() => [.. _bytes];

    public static byte[] Wire(string name)
    {
        var bytes = new List<byte>();
        foreach (var label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            bytes.Add((byte)label.Length);
            bytes.AddRange(Encoding.Latin1.GetBytes(label));
        }

        return [.. bytes, 0];
    }

    public static string Netbios(string name, byte suffix) => string.Concat(
        Encoding.ASCII.GetBytes(name.PadRight(15)).Append(suffix).Select(b => $"{(char)('A' + (b >> 4))}{(char)('A' + (b & 15))}"));
}
