using System.Formats.Asn1;
using System.IO.Hashing;
using System.Text;

namespace Soc.Benchmarks.Capture.Traffic;

/// <summary>Messages of TLS handshakes (RFC 8446, RFC 5246) as browsers and servers send them.</summary>
internal static class TlsMessages
{
    private const int HelloBytes = 517;

    public static byte[] ClientHello(string host, Dice dice)
    {
        byte[] name = Encoding.ASCII.GetBytes(host);
        byte[] extensions =
        [
            .. Extension(0, [.. U16(name.Length + 3), 0, .. U16(name.Length), .. name]),
            .. Extension(23, []),
            .. Extension(0xFF01, [0]),
            .. Extension(10, [0, 8, 0, 29, 0, 23, 0, 24, 0, 25]),
            .. Extension(11, [1, 0]),
            .. Extension(35, []),
            .. Extension(16, [0, 12, 2, .. "h2"u8, 8, .. "http/1.1"u8]),
            .. Extension(5, [1, 0, 0, 0, 0]),
            .. Extension(13, [0, 16, 4, 3, 8, 4, 4, 1, 5, 3, 8, 5, 5, 1, 8, 6, 6, 1]),
            .. Extension(51, [0, 36, 0, 29, 0, 32, .. dice.Noise(32)]),
            .. Extension(45, [1, 1]),
            .. Extension(43, [4, 3, 4, 3, 3]),
        ];
        byte[] start =
        [
            3, 3, .. dice.Noise(32), 32, .. dice.Noise(32),
            0, 30, 0x13, 1, 0x13, 2, 0x13, 3, 0xC0, 0x2B, 0xC0, 0x2F, 0xC0, 0x2C, 0xC0, 0x30, 0xCC, 0xA9, 0xCC, 0xA8, 0xC0, 0x13, 0xC0, 0x14, 0, 0x9C, 0, 0x9D, 0, 0x2F, 0, 0x35, 1, 0,
        ];
        var padding = Math.Max(0, HelloBytes - 9 - start.Length - 2 - extensions.Length - 4);
        byte[] all = [.. extensions, .. Extension(21, new byte[padding])];
        return Record(22, Handshake(1, [.. start, .. U16(all.Length), .. all]), minor: 1);
    }

    /// <summary>All that a server of TLS 1.3 says first: the hello, and encrypted what follows.</summary>
    public static byte[] ServerFlight13(Dice dice)
    {
        byte[] hello =
        [
            3, 3, .. dice.Noise(32), 32, .. dice.Noise(32), 0x13, 1, 0,
            .. U16(46), .. Extension(51, [0, 29, 0, 32, .. dice.Noise(32)]), .. Extension(43, [3, 4]),
        ];
        return [.. Record(22, Handshake(2, hello)), .. ChangeCipherSpec, .. Record(23, dice.Noise(2_800 + dice.Below(600)))];
    }

    /// <summary>The same of TLS 1.2: hello, certificates, key, done.</summary>
    public static byte[] ServerFlight12(string host, Dice dice)
    {
        byte[] hello = [3, 3, .. dice.Noise(32), 32, .. dice.Noise(32), 0xC0, 0x2F, 0, .. U16(5), .. Extension(0xFF01, [0])];
        byte[] leaf = Certificate(host);
        byte[] above = Certificate("Example Issuing CA");
        byte[] chain = [.. U24(leaf.Length), .. leaf, .. U24(above.Length), .. above];
        return
        [
            .. Record(22, Handshake(2, hello)), .. Record(22, Handshake(11, [.. U24(chain.Length), .. chain])),
            .. Record(22, Handshake(12, [3, 0, 29, 32, .. dice.Noise(32), 8, 4, 1, 0, .. dice.Noise(256)])), .. Record(22, Handshake(14, [])),
        ];
    }

    public static byte[] ClientKey12(Dice dice) => [.. Record(22, Handshake(16, [32, .. dice.Noise(32)])), .. ChangeCipherSpec, .. Record(22, dice.Noise(40))];

    public static byte[] Finished12(Dice dice) => [.. ChangeCipherSpec, .. Record(22, dice.Noise(40))];

    public static byte[] Finished13(Dice dice) => [.. ChangeCipherSpec, .. Record(23, dice.Noise(53))];

    public static byte[] Record(byte type, ReadOnlySpan<byte> body, byte minor = 3) => [type, 3, minor, .. U16(body.Length), .. body];

    public static byte[] RecordHead(int bytes) => [23, 3, 3, .. U16(bytes)];

    private static ReadOnlySpan<byte> ChangeCipherSpec => [20, 3, 3, 0, 1, 1];

    private static byte[] Handshake(byte type, ReadOnlySpan<byte> body) => [type, .. U24(body.Length), .. body];

    private static byte[] Extension(int type, ReadOnlySpan<byte> body) => [.. U16(type), .. U16(body.Length), .. body];

    private static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] U24(int value) => [(byte)(value >> 16), (byte)(value >> 8), (byte)value];

    // A server has the same for months.
    private static byte[] Certificate(string subject)
    {
        var dice = new Dice(XxHash64.HashToUInt64(Encoding.ASCII.GetBytes(subject)));
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                {
                    writer.WriteInteger(2);
                }

                writer.WriteInteger((long)(dice.Next() >> 1));
                Algorithm(writer);
                Name(writer, "Example Issuing CA");
                using (writer.PushSequence())
                {
                    writer.WriteUtcTime(DateTimeOffset.UnixEpoch.AddYears(55));
                    writer.WriteUtcTime(DateTimeOffset.UnixEpoch.AddYears(58));
                }

                Name(writer, subject);
                using (writer.PushSequence())
                {
                    Algorithm(writer);
                    writer.WriteBitString(dice.Noise(270));
                }
            }

            Algorithm(writer);
            writer.WriteBitString(dice.Noise(256));
        }

        return writer.Encode();
    }

    private static void Algorithm(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.1.11");
            writer.WriteNull();
        }
    }

    private static void Name(AsnWriter writer, string common)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSetOf())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("2.5.4.3");
                    writer.WriteCharacterString(UniversalTagNumber.UTF8String, common);
                }
            }
        }
    }
}
