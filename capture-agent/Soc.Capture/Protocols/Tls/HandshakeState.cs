namespace Soc.Capture.Protocols.Tls;

/// <summary>What is known of one handshake. Who sends the client hello is the client, whoever began the TCP connection.</summary>
internal sealed class HandshakeState : IHandshakeTaker
{
    public const int MaxCertificates = 10;

    /// <summary>Client's Finished of TLS 1.3 in a record: 4 + 32 bytes at least, type and tag; an alert has 2, type and tag.</summary>
    private const int MinFinishedRecordBytes = 4 + 32 + 1 + 8;

    private const int NamedCurve = 3;

    private OfSides<HandshakeMessages> _messages = new(new(), new());
    private OfSides<bool> _changedCipher;
    private OfSides<int> _encryptedRecords;
    private long? _atNs;
    private Side? _client;
    private ClientHello? _clientHello;
    private ClientHello? _secondHello;
    private ServerHello? _serverHello;
    private HelloSession _session;
    private ushort? _group;
    private List<TlsCertificate>? _serverCertificates;
    private List<TlsCertificate>? _clientCertificates;
    private byte? _alert;
    private Side _alertBy;
    private bool _isRetried;
    private bool _isResumed;
    private bool _isFullHandshake;
    private bool _isEstablished;
    private bool _serverIsEncrypted;

    public int HeldBytes => _messages.Originator.HeldBytes + _messages.Responder.HeldBytes;

    public bool IsWorthTelling => _clientHello is not null || _serverHello is not null || _alert is not null;

    private bool IsTls13 => _isRetried || (_serverHello is not null && TlsVersions.IsTls13(_serverHello.Version));

    /// <summary>For another connection.</summary>
    public void Reset()
    {
        _messages.Originator.Reset();
        _messages.Responder.Reset();
        _serverCertificates?.Clear();
        _clientCertificates?.Clear();
        (_changedCipher, _encryptedRecords, _session) = (default, default, default);
        (_atNs, _client, _clientHello, _secondHello, _serverHello, _group, _alert, _alertBy) = (null, null, null, null, null, null, null, default);
        (_isRetried, _isResumed, _isFullHandshake, _isEstablished, _serverIsEncrypted) = (false, false, false, false, false);
    }

    public void Begin(long atNs) => _atNs ??= atNs;

    /// <summary>Records of this kind cannot be read from this side any more, or never could.</summary>
    public bool IsEncrypted(Side side, byte type) =>
        type is RecordType.ApplicationData or RecordType.Heartbeat || (type != RecordType.ChangeCipherSpec && _changedCipher.Of(side) && !IsTls13);

    public ParserVerdict OnEncrypted(Side side, byte type, int length)
    {
        var count = ++_encryptedRecords.Of(side);
        if (IsTls13)
        {
            // Before the server's hello it was early data; then the server goes first, and the client's next that is long enough is its Finished.
            if (type == RecordType.ApplicationData && side != _client)
            {
                _serverIsEncrypted = true;
            }
            else if (type == RecordType.ApplicationData && _serverIsEncrypted)
            {
                _isEstablished = length >= MinFinishedRecordBytes;
                return ParserVerdict.Done;
            }
        }
        else if (_changedCipher.Originator && _changedCipher.Responder)
        {
            _isEstablished = type != RecordType.Alert;
            return ParserVerdict.Done;
        }

        return count > TlsParser.MaxEncryptedRecords ? ParserVerdict.Done : ParserVerdict.More;
    }

    public ParserVerdict OnClear(Side side, byte type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case RecordType.ChangeCipherSpec:
                _changedCipher.Of(side) = true;
                // Who goes over to encryption without the whole exchange goes on from an earlier session (RFC 5246 section 7.3, RFC 5077 section 3.1).
                _isResumed |= _serverHello is not null && side != _client && !IsTls13 && !_isFullHandshake;
                return ParserVerdict.More;
            case RecordType.Alert when body.Length == 2:
                (_alert, _alertBy) = (body[1], side);
                return body[0] == TlsAlerts.FatalLevel || body[1] == TlsAlerts.CloseNotify ? ParserVerdict.Done : ParserVerdict.More;
            case RecordType.Handshake:
                return _messages.Of(side).Add(body, side, this) ? ParserVerdict.More : ParserVerdict.NotMine;
            default:
                return ParserVerdict.NotMine;
        }
    }

    public TlsHandshake ToRecord()
    {
        var hello = _clientHello;
        var server = _serverHello;
        return new TlsHandshake
        {
            AtNs = _atNs ?? 0,
            ServerName = hello?.ServerName,
            Version = server?.Version,
            OfferedVersions = hello?.OfferedVersions ?? [],
            Cipher = server?.Cipher,
            Group = _group,
            AlpnOffered = hello?.Alpn ?? [],
            AlpnChosen = server?.Alpn,
            Ja3 = hello?.Ja3,
            Ja3S = server?.Ja3S,
            Ja4 = hello?.Ja4,
            Ja4OfSecondHello = _secondHello?.Ja4,
            IsResumed = _isResumed,
            IsRetried = _isRetried,
            IsEstablished = _isEstablished,
            ServerCertificates = [.. _serverCertificates ?? []],
            ClientCertificates = [.. _clientCertificates ?? []],
            Alert = _alert,
            IsAlertByServer = _alert is not null && _client is not null && _alertBy != _client,
        };
    }

    public bool Take(Side side, byte type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case HandshakeType.ClientHello:
                return OnClientHello(side, body);
            case HandshakeType.ServerHello:
                return OnServerHello(side, body);
            case HandshakeType.Certificate when !IsTls13:
                _isFullHandshake |= side != _client;
                ReadCertificates(body, side == _client ? _clientCertificates ??= [] : _serverCertificates ??= []);
                return true;
            case HandshakeType.ServerKeyExchange when _serverHello is not null && CipherSuites.NamesCurve(_serverHello.Cipher):
                _isFullHandshake = true;
                var exchange = new ByteReader(body);
                if (exchange.U8() == NamedCurve && exchange.U16() is var group && !exchange.IsBroken)
                {
                    _group = group;
                }

                return true;
            case HandshakeType.ServerKeyExchange or HandshakeType.ServerHelloDone:
                _isFullHandshake = true;
                return true;
            default:
                return true;
        }
    }

    private bool OnClientHello(Side side, ReadOnlySpan<byte> body)
    {
        if (_clientHello is not null && side != _client)
        {
            return false; // Both want to be the client.
        }

        if (ClientHello.ReadReduced(body, Ja4.Tcp) is not { } hello)
        {
            return false;
        }

        _client = side;
        if (_clientHello is null)
        {
            _clientHello = hello;
            _session.Keep(HelloSession.Of(body));
        }
        else if (_isRetried)
        {
            _secondHello ??= hello;
        }

        return true;
    }

    private bool OnServerHello(Side side, ReadOnlySpan<byte> body)
    {
        if (side == _client || ServerHello.ReadReduced(body) is not { } hello)
        {
            return false;
        }

        _client ??= side == Side.Originator ? Side.Responder : Side.Originator;
        _group = hello.Group ?? _group;
        if (hello.IsRetryRequest)
        {
            // What follows from the client is in clear again, whatever it sent for the sake of old middle boxes (RFC 8446 appendix D.4).
            _isRetried = true;
            _changedCipher.Of(_client.Value) = false;
            return true;
        }

        if (_serverHello is null)
        {
            _serverHello = hello;
            _isResumed = IsTls13
                ? hello.AcceptsPreSharedKey
                : _session.Is(HelloSession.Of(body));
        }

        return true;
    }

    private static void ReadCertificates(ReadOnlySpan<byte> body, List<TlsCertificate> chain)
    {
        var outer = new ByteReader(body);
        var list = new ByteReader(outer.Take(outer.U24()));
        while (list.Remaining > 0 && chain.Count < MaxCertificates)
        {
            var der = list.Take(list.U24());
            if (list.IsBroken)
            {
                return;
            }

            chain.Add(CertificateReader.Read(der));
        }
    }
}
