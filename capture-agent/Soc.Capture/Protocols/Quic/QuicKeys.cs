using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Soc.Capture.Protocols.Quic;

/// <summary>Protection of one side's first packets. Its keys follow from the id that the client chose: whoever sees the packets can read them (RFC 9001 section 5.2).</summary>
internal sealed class QuicKeys
{
    public const int TagBytes = 16;
    public const int SampleBytes = 16;
    public const int NonceBytes = 12;

    /// <summary>The sample begins behind the longest number that there is (RFC 9001 section 5.4.2).</summary>
    public const int MaxNumberBytes = 4;

    private const int SecretBytes = 32;
    private const int KeyBytes = 16;
    private const int ShortHeaderBytes = 256;

    private readonly byte[] _key;
    private readonly byte[] _nonce;
    private readonly byte[] _headerKey;

    private QuicKeys(byte[] initialSecret, string side, string prefix)
    {
        var secret = Expand(initialSecret, side, SecretBytes);
        _key = Expand(secret, $"{prefix} key", KeyBytes);
        _nonce = Expand(secret, $"{prefix} iv", NonceBytes);
        _headerKey = Expand(secret, $"{prefix} hp", KeyBytes);
    }

    internal ReadOnlySpan<byte> Key => _key;

    internal ReadOnlySpan<byte> Nonce => _nonce;

    internal ReadOnlySpan<byte> HeaderKey => _headerKey;

    public static QuicKeys OfClient(QuicVersion version, ReadOnlySpan<byte> destinationId) => new(Secret(version, destinationId), "client in", version.LabelPrefix);

    public static QuicKeys OfServer(QuicVersion version, ReadOnlySpan<byte> destinationId) => new(Secret(version, destinationId), "server in", version.LabelPrefix);

    /// <summary>Opens a packet.</summary>
    /// <param name="packet">From its first byte to its end.</param>
    /// <param name="numberAt">Where its number begins.</param>
    /// <param name="largestNumber">Of those opened before; -1 when there is none.</param>
    /// <param name="payload">Takes its frames; as long as the packet at least.</param>
    /// <param name="number">The packet's.</param>
    /// <returns>Length of the frames; -1 when it does not open.</returns>
    public int Open(ReadOnlySpan<byte> packet, int numberAt, long largestNumber, Span<byte> payload, out long number)
    {
        number = 0;
        if (packet.Length < numberAt + MaxNumberBytes + SampleBytes)
        {
            return -1;
        }

        Span<byte> mask = stackalloc byte[SampleBytes];
        Mask(packet.Slice(numberAt + MaxNumberBytes, SampleBytes), mask);
        var firstByte = (byte)(packet[0] ^ (mask[0] & 0x0F));
        var numberBytes = (firstByte & 3) + 1;
        var headerBytes = numberAt + numberBytes;
        Span<byte> header = headerBytes <= ShortHeaderBytes ? stackalloc byte[headerBytes] : new byte[headerBytes];
        packet[..headerBytes].CopyTo(header);
        header[0] = firstByte;
        var truncated = 0L;
        for (var i = 0; i < numberBytes; i++)
        {
            header[numberAt + i] ^= mask[1 + i];
            truncated = (truncated << 8) | header[numberAt + i];
        }

        number = Full(truncated, numberBytes * 8, largestNumber);
        Span<byte> nonce = stackalloc byte[NonceBytes];
        NonceOf(number, nonce);
        var closed = packet[headerBytes..];
        var length = closed.Length - TagBytes;
        try
        {
            using var gcm = new AesGcm(_key, TagBytes);
            gcm.Decrypt(nonce, closed[..length], closed[length..], payload[..length], header);
            return length;
        }
        catch (AuthenticationTagMismatchException)
        {
            return -1;
        }
    }

    /// <summary>RFC 9001 section 5.4.3.</summary>
    internal void Mask(ReadOnlySpan<byte> sample, Span<byte> mask)
    {
        using var aes = Aes.Create();
        aes.Key = _headerKey;
#pragma warning disable CA5358 // one block, as the RFC has it
        aes.EncryptEcb(sample, mask, PaddingMode.None);
#pragma warning restore CA5358
    }

    internal void NonceOf(long number, Span<byte> nonce)
    {
        _nonce.CopyTo(nonce);
        var end = nonce[(NonceBytes - sizeof(ulong))..];
        BinaryPrimitives.WriteUInt64BigEndian(end, BinaryPrimitives.ReadUInt64BigEndian(end) ^ (ulong)number);
    }

    /// <summary>The number nearest to the next expected that ends in these bits (RFC 9000 appendix A.3).</summary>
    internal static long Full(long truncated, int bits, long largest)
    {
        var expected = largest + 1;
        var window = 1L << bits;
        var candidate = (expected & ~(window - 1)) | truncated;
        return candidate <= expected - (window / 2) && candidate < (1L << 62) - window ? candidate + window
            : candidate > expected + (window / 2) && candidate >= window ? candidate - window
            : candidate;
    }

    private static byte[] Secret(QuicVersion version, ReadOnlySpan<byte> destinationId)
    {
        var secret = new byte[SecretBytes];
        HKDF.Extract(HashAlgorithmName.SHA256, destinationId, version.Salt, secret);
        return secret;
    }

    /// <summary>HKDF-Expand-Label without a context (RFC 8446 section 7.1).</summary>
    private static byte[] Expand(ReadOnlySpan<byte> secret, string label, int bytes)
    {
        byte[] info = [0, (byte)bytes, (byte)("tls13 ".Length + label.Length), .. "tls13 "u8, .. Encoding.ASCII.GetBytes(label), 0];
        var key = new byte[bytes];
        HKDF.Expand(HashAlgorithmName.SHA256, secret, key, info);
        return key;
    }
}
