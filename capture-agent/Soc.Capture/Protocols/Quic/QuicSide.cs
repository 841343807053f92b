using Soc.Capture.Protocols.Tls;

namespace Soc.Capture.Protocols.Quic;

/// <summary>What was opened of one side.</summary>
internal sealed class QuicSide(QuicVersion version, QuicKeys keys)
{
    private const int MessageHeaderBytes = 4;

    private readonly CryptoStream _stream = new();
    private long _largestNumber = -1;
    private int _readBytes;

    public QuicVersion Version => version;

    /// <summary>The client's first hello.</summary>
    public ClientHello? ClientHello { get; private set; }

    /// <summary>The server's, not one that asks to begin again.</summary>
    public ServerHello? ServerHello { get; private set; }

    public ulong? CloseCode { get; private set; }

    /// <param name="space">For the frames: as long as the packet at least.</param>
    /// <returns>False when the packet does not open with these keys.</returns>
    public bool TryTake(ReadOnlySpan<byte> packet, int numberAt, Span<byte> space)
    {
        var length = keys.Open(packet, numberAt, _largestNumber, space, out var number);
        if (length < 0)
        {
            return false;
        }

        _largestNumber = Math.Max(_largestNumber, number);
        CloseCode = InitialFrames.Read(space[..length], _stream) ?? CloseCode;
        ReadMessages();
        return true;
    }

    private void ReadMessages()
    {
        while (true)
        {
            var rest = new ByteReader(_stream.Complete[_readBytes..]);
            var type = rest.U8();
            var body = rest.Take(rest.U24());
            if (rest.IsBroken)
            {
                return;
            }

            _readBytes += MessageHeaderBytes + body.Length;
            if (type == HandshakeType.ClientHello)
            {
                ClientHello ??= ClientHello.ReadReduced(body, Ja4.Quic);
            }
            else if (type == HandshakeType.ServerHello && ServerHello.ReadReduced(body) is { IsRetryRequest: false } hello)
            {
                ServerHello ??= hello;
            }
        }
    }
}
