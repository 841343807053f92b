namespace Soc.Capture.Protocols.Quic;

/// <summary>Of a long header, by version 1 (RFC 9000 section 17.2).</summary>
internal enum QuicPacketType
{
    Initial = 0,
    ZeroRtt = 1,
    Handshake = 2,
    Retry = 3,
}
