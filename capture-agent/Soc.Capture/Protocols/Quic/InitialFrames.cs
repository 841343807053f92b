namespace Soc.Capture.Protocols.Quic;

/// <summary>Reads the frames that an Initial may have (RFC 9000 section 12.4).</summary>
internal static class InitialFrames
{
    private const ulong Padding = 0;
    private const ulong Ping = 1;
    private const ulong Ack = 2;
    private const ulong AckWithEcn = 3;
    private const ulong Crypto = 6;
    private const ulong ConnectionClose = 0x1C;

    /// <summary>Reads up to a frame that is broken or has no business here.</summary>
    /// <param name="frames">All frames of a packet that was opened.</param>
    /// <param name="stream">Takes the handshake's bytes.</param>
    /// <returns>Why the connection is closed, if it is.</returns>
    public static ulong? Read(ReadOnlySpan<byte> frames, CryptoStream stream)
    {
        var reader = new ByteReader(frames);
        while (reader.Remaining > 0)
        {
            if (reader.Rest[0] == (byte)Padding)
            {
                var padding = reader.Rest.IndexOfAnyExcept((byte)Padding);
                reader.Skip(padding < 0 ? reader.Remaining : padding);
                continue;
            }

            switch (VarInt.Read(ref reader))
            {
                case Ping:
                    break;
                case Ack:
                    SkipAck(ref reader);
                    break;
                case AckWithEcn:
                    SkipAck(ref reader);
                    Skip(ref reader, 3);
                    break;
                case Crypto:
                    var offset = VarInt.Read(ref reader);
                    stream.Add(offset, reader.Take(VarInt.ReadLength(ref reader)));
                    break;
                case ConnectionClose:
                    var code = VarInt.Read(ref reader);
                    return reader.IsBroken ? null : code;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Largest, delay, count of ranges, first range, ranges of two numbers each (RFC 9000 section 19.3).</summary>
    private static void SkipAck(ref ByteReader reader)
    {
        Skip(ref reader, 2);
        var ranges = VarInt.Read(ref reader);
        Skip(ref reader, 1);
        for (var i = 0UL; i < ranges && !reader.IsBroken; i++)
        {
            Skip(ref reader, 2);
        }
    }

    private static void Skip(ref ByteReader reader, int numbers)
    {
        for (var i = 0; i < numbers; i++)
        {
            VarInt.Read(ref reader);
        }
    }
}
