using System.Buffers;

namespace Soc.Capture.Protocols.Quic;

/// <summary>
/// Opens the first packets of both sides until both hellos are read, and tells of them once. Whatever changes the keys (proof of the address,
/// another version, another attempt) shows by packets that do not open: then the keys of the packet's own id and version are tried.
/// </summary>
internal sealed class QuicParser : DatagramParser
{
    /// <summary>First packets of one flow that do not open; each costs two attempts at most.</summary>
    public const int MaxFailures = 8;

    /// <summary>Datagrams of one flow in which both hellos must have come.</summary>
    public const int MaxDatagrams = 64;

    /// <summary>Nobody joins more packets in one datagram.</summary>
    private const int MaxPacketsOfDatagram = 8;

    private const uint NoVersion = 0;

    private Side? _clientSide;
    private QuicSide? _client;
    private QuicSide? _server;
    private byte[] _keyId = [];
    private long? _atNs;
    private uint _firstVersion;
    private string _initialId = "";
    private string _clientId = "";
    private string? _serverId;
    private bool _isAddressProved;
    private int _failures;
    private int _datagrams;
    private bool _isTold;

    public override ParserVerdict Read(Side side, ReadOnlySpan<byte> data, long atNs, IProtocolSink sink)
    {
        _atNs ??= atNs;
        ReadOnlySpan<byte> firstId = default;
        for (var i = 0; i < MaxPacketsOfDatagram && QuicHeader.TryRead(data, out var header); i++)
        {
            // What was joined goes to the same end; the rest is to be ignored (RFC 9000 section 12.2).
            if (i > 0 && !header.DestinationId.SequenceEqual(firstId))
            {
                break;
            }

            firstId = header.DestinationId;
            if (header.Version is null)
            {
                // A client may begin with a version that cannot be read here; a refusal, and one that can be, may follow.
                _firstVersion = _firstVersion == NoVersion ? header.VersionNumber : _firstVersion;
                break;
            }

            if (header.Type == QuicPacketType.Initial)
            {
                OnInitial(side, header, data[..header.End]);
            }

            _isAddressProved |= header.Type == QuicPacketType.Retry && _client is not null && side != _clientSide;
            data = data[header.End..];
        }

        if (_client?.CloseCode is not null || _server?.CloseCode is not null || (_client?.ClientHello is not null && _server?.ServerHello is not null))
        {
            return Tell(sink, ParserVerdict.Done);
        }

        return _failures > MaxFailures ? Tell(sink, ParserVerdict.NotMine)
            : ++_datagrams > MaxDatagrams ? Tell(sink, ParserVerdict.Done)
            : ParserVerdict.More;
    }

    public override void End(long atNs, IProtocolSink sink) => Tell(sink, ParserVerdict.Done);

    private void OnInitial(Side side, QuicHeader header, ReadOnlySpan<byte> packet)
    {
        var space = ArrayPool<byte>.Shared.Rent(packet.Length);
        try
        {
            var isOpen = side == _clientSide || _client is null ? OpenOfClient(side, header, packet, space) : OpenOfServer(header, packet, space);
            _failures += isOpen ? 0 : 1;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(space);
        }
    }

    private bool OpenOfClient(Side side, QuicHeader header, ReadOnlySpan<byte> packet, byte[] space)
    {
        var version = header.Version!;
        if (_client is not null && version == _client.Version)
        {
            if (_client.TryTake(packet, header.NumberAt, space))
            {
                return true;
            }

            if (header.DestinationId.SequenceEqual(_keyId))
            {
                return false; // The same keys would do no better.
            }
        }

        var fresh = new QuicSide(version, QuicKeys.OfClient(version, header.DestinationId));
        if (!fresh.TryTake(packet, header.NumberAt, space))
        {
            return false;
        }

        if (_client is null)
        {
            _initialId = Convert.ToHexStringLower(header.DestinationId);
            _firstVersion = _firstVersion == NoVersion ? version.Number : _firstVersion;
        }

        (_clientSide, _client, _keyId) = (side, fresh, header.DestinationId.ToArray());
        (_clientId, _serverId) = (Convert.ToHexStringLower(header.SourceId), null);
        _server = null;
        return true;
    }

    private bool OpenOfServer(QuicHeader header, ReadOnlySpan<byte> packet, byte[] space)
    {
        // The server may go on in another version that the client knows, with keys of the same id (RFC 9368 section 2.3).
        var version = header.Version!;
        var server = _server?.Version == version ? _server : new QuicSide(version, QuicKeys.OfServer(version, _keyId));
        if (!server.TryTake(packet, header.NumberAt, space))
        {
            return false;
        }

        _server = server;
        _serverId = Convert.ToHexStringLower(header.SourceId);
        return true;
    }

    private ParserVerdict Tell(IProtocolSink sink, ParserVerdict verdict)
    {
        if (_isTold || _client is null)
        {
            return verdict;
        }

        _isTold = true;
        var (hello, answer) = (_client.ClientHello, _server?.ServerHello);
        var version = (_server ?? _client).Version.Number;
        sink.Take(new QuicConnection
        {
            AtNs = _atNs ?? 0,
            Version = version,
            ClientInitialDestinationId = _initialId,
            ClientId = _clientId,
            ServerId = _serverId,
            IsAddressProved = _isAddressProved,
            IsVersionNegotiated = _firstVersion != version,
            ServerName = hello?.ServerName,
            AlpnOffered = hello?.Alpn ?? [],
            Ja4 = hello?.Ja4,
            TlsVersion = answer?.Version,
            Cipher = answer?.Cipher,
            Group = answer?.Group,
            IsResumed = answer?.AcceptsPreSharedKey ?? false,
            CloseCode = _server?.CloseCode ?? _client.CloseCode,
            IsClosedByServer = _server?.CloseCode is not null,
        });
        return ParserVerdict.Done;
    }
}
