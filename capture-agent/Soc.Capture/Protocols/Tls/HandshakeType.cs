namespace Soc.Capture.Protocols.Tls;

/// <summary>Kinds of handshake messages that are read (RFC 5246 section 7.4, RFC 8446 section 4).</summary>
internal static class HandshakeType
{
    public const byte ClientHello = 1;
    public const byte ServerHello = 2;
    public const byte Certificate = 11;
    public const byte ServerKeyExchange = 12;
    public const byte ServerHelloDone = 14;
}
