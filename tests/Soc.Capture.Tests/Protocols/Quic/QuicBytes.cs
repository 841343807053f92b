using System.Buffers.Binary;
using System.Security.Cryptography;
using Soc.Capture.Protocols.Quic;
using Soc.Capture.Tests.Protocols.Tls;

namespace Soc.Capture.Tests.Protocols.Quic;

/// <summary>Packets of QUIC by hand, closed with the keys that the RFCs have.</summary>
internal static class QuicBytes
{
    public static readonly byte[] Id = [0x83, 0x94, 0xC8, 0xF0, 0x3E, 0x51, 0x57, 0x08];
    public static readonly byte[] ClientId = [0xC1, 0x1E];
    public static readonly byte[] ServerId = [0x5E, 0x12, 0x7E, 0x12, 0x01];

    public static byte[] Hello { get; } = Hellos.Message(1, Hellos.Client([0x1301, 0x1303], [.. Hellos.ServerName("quic.example"), .. Hellos.Alpn("h3"u8.ToArray()), .. Hellos.SupportedVersions(0x0304), .. Hellos.Extension(57, new byte[900])]));

    public static byte[] Answer { get; } = Hellos.Message(2, Hellos.Server(0x1303, [.. Hellos.Extension(43, 3, 4), .. Hellos.Extension(51, 0, 29, 0, 1, 7)]));

    public static byte[] Crypto(int offset, byte[] data) => [6, .. Number(offset), .. Number(data.Length), .. data];

    public static byte[] Number(int value) => value < 64 ? [(byte)value] : [(byte)(0x80 | (value >> 24)), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    /// <summary>A client's first packet, filled to 1200 bytes.</summary>
    public static byte[] OfClient(QuicVersion version, byte[] frames, int number = 0, byte[]? to = null, byte[]? keyId = null, byte[]? token = null) =>
        Initial(version, QuicKeys.OfClient(version, keyId ?? to ?? Id), to ?? Id, ClientId, token ?? [], number, [.. frames, .. new byte[Math.Max(0, 1_140 - frames.Length)]]);

    public static byte[] OfServer(QuicVersion version, byte[] frames, int number = 0, byte[]? keyId = null, bool isFixedBitClear = false) =>
        Initial(version, QuicKeys.OfServer(version, keyId ?? Id), ClientId, ServerId, [], number, [.. frames, .. new byte[Math.Max(0, QuicKeys.MaxNumberBytes - frames.Length)]], isFixedBitClear);

    /// <summary>A long header of another type, with nothing that can be read in it.</summary>
    public static byte[] Other(QuicVersion version, QuicPacketType type, byte[] to, byte[] from, int bytes) =>
        [First(version, type), .. Big32(version.Number), (byte)to.Length, .. to, (byte)from.Length, .. from, .. type == QuicPacketType.Retry ? [] : Number(bytes), .. new byte[bytes]];

    /// <summary>What a server says to a version that it does not know (RFC 8999 section 6).</summary>
    public static byte[] Refusal(params uint[] versions) => [0x80, 0, 0, 0, 0, (byte)ClientId.Length, .. ClientId, (byte)Id.Length, .. Id, .. versions.SelectMany(Big32)];

    private static byte[] Initial(QuicVersion version, QuicKeys keys, byte[] to, byte[] from, byte[] token, int number, byte[] frames, bool isFixedBitClear = false)
    {
        const int numberBytes = 2;
        byte[] header =
        [
            (byte)((First(version, QuicPacketType.Initial) & (isFixedBitClear ? 0xBF : 0xFF)) | (numberBytes - 1)), .. Big32(version.Number), (byte)to.Length, .. to, (byte)from.Length, .. from,
            .. Number(token.Length), .. token, .. Number(numberBytes + frames.Length + QuicKeys.TagBytes), (byte)(number >> 8), (byte)number,
        ];
        var (content, tag, nonce) = (new byte[frames.Length], new byte[QuicKeys.TagBytes], new byte[QuicKeys.NonceBytes]);
        keys.NonceOf(number, nonce);
        using var gcm = new AesGcm(keys.Key, QuicKeys.TagBytes);
        gcm.Encrypt(nonce, frames, content, tag, header);
        byte[] packet = [.. header, .. content, .. tag];
        var numberAt = header.Length - numberBytes;
        var mask = new byte[QuicKeys.SampleBytes];
        keys.Mask(packet.AsSpan(numberAt + 4, mask.Length), mask);
        packet[0] ^= (byte)(mask[0] & 0x0F);
        packet[numberAt] ^= mask[1];
        packet[numberAt + 1] ^= mask[2];
        return packet;
    }

    private static byte First(QuicVersion version, QuicPacketType type) => (byte)(0xC0 | ((((int)type + (version == QuicVersion.Two ? 1 : 0)) & 3) << 4));

    private static byte[] Big32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
