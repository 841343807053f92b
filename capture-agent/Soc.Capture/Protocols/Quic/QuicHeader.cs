namespace Soc.Capture.Protocols.Quic;

/// <summary>A long header in clear, up to the number of the packet (RFC 9000 section 17.2; RFC 8999 for versions that are not known).</summary>
internal ref struct QuicHeader
{
    /// <summary>RFC 9000 section 17.2.</summary>
    public const int MaxConnectionIdBytes = 20;

    private const byte LongForm = 0x80;

    /// <summary>Set in what a client begins with; either side may leave it out once the other has said that it does not mind (RFC 9287).</summary>
    private const byte FixedBit = 0x40;

    public bool HasFixedBit { get; private set; }

    /// <summary>0 where a server says which versions it has.</summary>
    public uint VersionNumber { get; private set; }

    /// <summary>Null when it is not one that can be read; the rest of the header is not read then.</summary>
    public QuicVersion? Version { get; private set; }

    public QuicPacketType Type { get; private set; }

    public ReadOnlySpan<byte> DestinationId { get; private set; }

    public ReadOnlySpan<byte> SourceId { get; private set; }

    /// <summary>Where the packet's number begins.</summary>
    public int NumberAt { get; private set; }

    /// <summary>Where the packet ends, and another may follow; of what has no length, the datagram's end.</summary>
    public int End { get; private set; }

    /// <returns>False when it is no long header, or broken.</returns>
    public static bool TryRead(ReadOnlySpan<byte> data, out QuicHeader header)
    {
        header = default;
        if (data.IsEmpty || (data[0] & LongForm) == 0)
        {
            return false;
        }

        var reader = new ByteReader(data);
        var firstByte = reader.U8();
        header.HasFixedBit = (firstByte & FixedBit) != 0;
        header.VersionNumber = reader.U32();
        header.DestinationId = reader.Take(reader.U8());
        header.SourceId = reader.Take(reader.U8());
        header.Version = QuicVersion.Of(header.VersionNumber);
        header.End = data.Length;
        if (reader.IsBroken || header.Version is null)
        {
            return !reader.IsBroken;
        }

        if (header.DestinationId.Length > MaxConnectionIdBytes || header.SourceId.Length > MaxConnectionIdBytes)
        {
            return false;
        }

        header.Type = header.Version.TypeOf(firstByte);
        if (header.Type == QuicPacketType.Retry)
        {
            return true;
        }

        if (header.Type == QuicPacketType.Initial)
        {
            reader.Skip(VarInt.ReadLength(ref reader)); // token
        }

        var length = VarInt.ReadLength(ref reader);
        header.NumberAt = reader.Position;
        reader.Skip(length);
        header.End = reader.Position;
        return !reader.IsBroken;
    }
}
