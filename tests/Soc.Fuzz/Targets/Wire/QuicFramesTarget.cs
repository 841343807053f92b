using System.Buffers.Binary;
using System.Security.Cryptography;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Quic;

namespace Soc.Fuzz.Targets.Wire;

/// <summary>Frames of QUIC's first packets, closed with the right keys: damage on the wire never gets behind those.</summary>
internal sealed class QuicFramesTarget : IFuzzTarget
{
    private const int NumberBytes = 2;
    private const byte IsDraft = 8;
    private const byte IsTwo = 16;
    private const int MaxFrameBytes = 1_400;
    private static readonly byte[] Id = [0x83, 0x94, 0xC8, 0xF0, 0x3E, 0x51, 0x57, 0x08];

    public string Name => "quic-frames";

    public Task<IReadOnlyList<byte[]>> SeedsAsync() => Task.FromResult<IReadOnlyList<byte[]>>(
    [
        Piece.Write([(Side.Originator, [6, 0, 41, 1, 0, 0, 37, 3, 3, .. new byte[32], 0, 0, 0]), (Side.Responder, [2, 0, 0, 0, 0, 6, 0, 42, 2, 0, 0, 38, 3, 3, .. new byte[32], 0, 0x13, 1, 0])]),
        Piece.Write([(Side.Originator, [6, 20, 21, .. new byte[21], 1, 0, 0, 6, 0, 20, 1, 0, 0, 37, 3, 3, .. new byte[14]]), (Side.Responder, [3, 1, 2, 1, 3, 4, 5, 6, 7, 8, 0x1C, 0x41, 0x28, 0, 0])]),
    ]);

    public ValueTask RunAsync(byte[] input)
    {
        var pieces = Piece.Read(input).Take(QuicParser.MaxDatagrams + 2).ToList();
        var packets = pieces.ConvertAll(p => Closed(p, p.Data.Span[..Math.Min(p.Data.Length, MaxFrameBytes)]));
        var told = WireLimits.Within(Name, packets.Sum(p => p.Length), () => Told(pieces, packets));
        FuzzException.Unless(told.Texts().Count() == told.Count && told.Count <= 1, "a connection is told once");
        return ValueTask.CompletedTask;
    }

    private static ToldRecords Told(List<Piece> pieces, List<byte[]> packets)
    {
        var told = new ToldRecords();
        var parser = new QuicProtocol().Begin();
        foreach (var (packet, piece) in packets.Zip(pieces))
        {
            if (parser.Read(piece.Side, packet, piece.AtNs, told) != ParserVerdict.More)
            {
                break;
            }
        }

        parser.End(0, told);
        return told;
    }

    private static byte[] Closed(Piece piece, ReadOnlySpan<byte> frames)
    {
        var version = (piece.Flags & IsTwo) != 0 ? QuicVersion.Two : (piece.Flags & IsDraft) != 0 ? QuicVersion.Draft29 : QuicVersion.One;
        var keys = piece.Side == Side.Originator ? QuicKeys.OfClient(version, Id) : QuicKeys.OfServer(version, Id);
        var content = new byte[Math.Max(frames.Length, QuicKeys.MaxNumberBytes)];
        frames.CopyTo(content);
        var versionBytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(versionBytes, version.Number);
        var length = NumberBytes + content.Length + QuicKeys.TagBytes;
        byte[] header =
        [
            (byte)(0xC0 | (version == QuicVersion.Two ? 0x10 : 0) | (NumberBytes - 1)), .. versionBytes, (byte)Id.Length, .. Id, 0, 0, (byte)(0x40 | (length >> 8)), (byte)length, 0, piece.Flags,
        ];
        var (closed, tag, nonce, mask) = (new byte[content.Length], new byte[QuicKeys.TagBytes], new byte[QuicKeys.NonceBytes], new byte[QuicKeys.SampleBytes]);
        keys.NonceOf(piece.Flags, nonce);
        using var gcm = new AesGcm(keys.Key, QuicKeys.TagBytes);
        gcm.Encrypt(nonce, content, closed, tag, header);
        byte[] packet = [.. header, .. closed, .. tag];
        var numberAt = header.Length - NumberBytes;
        keys.Mask(packet.AsSpan(numberAt + QuicKeys.MaxNumberBytes, mask.Length), mask);
        packet[0] ^= (byte)(mask[0] & 0x0F);
        packet[numberAt] ^= mask[1];
        packet[numberAt + 1] ^= mask[2];
        return packet;
    }
}
