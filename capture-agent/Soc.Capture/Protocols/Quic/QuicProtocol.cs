namespace Soc.Capture.Protocols.Quic;

/// <summary>QUIC, on whatever port: a client's first datagram has a version, sound lengths and a size that others do not.</summary>
public sealed class QuicProtocol : IDatagramProtocol
{
    /// <summary>A client must fill its first datagrams (RFC 9000 section 14.1).</summary>
    public const int MinFirstDatagramBytes = 1_200;

    /// <summary>A client must make its server's first id as long as this (RFC 9000 section 7.2).</summary>
    public const int MinFirstIdBytes = 8;

    public string Name => "quic";

    /// <summary>A version that can be read is enough: four bytes, and lengths that fit. Other versions need the size too.</summary>
    public bool Recognises(Side side, ReadOnlySpan<byte> data, ushort originatorPort, ushort responderPort) =>
        QuicHeader.TryRead(data, out var header) && (header.Version is not null
            ? header.Type == QuicPacketType.Initial && header.HasFixedBit
            : QuicVersion.IsPlausible(header.VersionNumber) && data.Length >= MinFirstDatagramBytes && header.DestinationId.Length >= MinFirstIdBytes);

    public DatagramParser Begin() => new QuicParser();
}
