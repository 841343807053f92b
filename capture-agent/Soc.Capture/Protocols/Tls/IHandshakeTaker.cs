namespace Soc.Capture.Protocols.Tls;

/// <summary>Takes the handshake's messages.</summary>
internal interface IHandshakeTaker
{
    /// <returns>False when it wants no more.</returns>
    bool Take(Side side, byte type, ReadOnlySpan<byte> body);
}
