using Soc.Capture.Protocols.Tls;

namespace Soc.Capture.Protocols.Rdp;

/// <summary>
/// Reads how an RDP connection begins: request and confirmation of X.224, then either TLS, which its own parser reads, or the first messages
/// of T.125 in clear.
/// </summary>
internal sealed class RdpParser : StreamParser
{
    /// <summary>What a client may send while the server has not answered in the capture; its answer is not there then.</summary>
    private const int MaxUnansweredBytes = 16_384;

    private readonly RdpNegotiation _negotiation = new();
    private TlsParser? _tls;
    private long? _atNs;
    private Side? _client;
    private bool _isConfirmed;
    private bool _isRdpForSure;
    private bool _isTold;
    private RdpClientInfo? _clientInfo;
    private (uint Method, uint Level)? _encryption;

    public override StreamStep Read(Side side, ReadOnlySpan<byte> data, long atNs, IProtocolSink sink)
    {
        _atNs ??= atNs;
        var consumed = 0;
        while (_tls is null)
        {
            var rest = data[consumed..];
            if (rest.Length < X224.TpktBytes)
            {
                return new StreamStep(consumed, ParserVerdict.More);
            }

            if (_client == side && !_isConfirmed)
            {
                // The server's answer says how this is to be read.
                return rest.Length > MaxUnansweredBytes ? new StreamStep(consumed, Tell(sink, ParserVerdict.Done)) : new StreamStep(consumed, ParserVerdict.More);
            }

            var length = X224.LengthOf(rest);
            if (length > rest.Length)
            {
                return new StreamStep(consumed, ParserVerdict.More);
            }

            var verdict = length < 0 ? ParserVerdict.NotMine : Read(side, rest[..length], sink);
            consumed += Math.Max(0, length);
            if (verdict != ParserVerdict.More)
            {
                return new StreamStep(consumed, Tell(sink, verdict));
            }
        }

        if (consumed == data.Length)
        {
            return new StreamStep(consumed, ParserVerdict.More);
        }

        var step = _tls.Read(side, data[consumed..], atNs, sink);
        return step with { Consumed = consumed + step.Consumed };
    }

    public override ParserVerdict Gap(Side side, long bytes, long atNs, IProtocolSink sink)
    {
        var verdict = Tell(sink, ParserVerdict.NotMine);
        return _tls is null ? verdict : _tls.Gap(side, bytes, atNs, sink);
    }

    public override void End(long atNs, IProtocolSink sink)
    {
        Tell(sink, ParserVerdict.Done);
        _tls?.End(atNs, sink);
    }

    private ParserVerdict Read(Side side, ReadOnlySpan<byte> packet, IProtocolSink sink)
    {
        switch (packet[X224.TypeAt])
        {
            case X224.ConnectionRequest when _client is null && IsConnect(packet):
                _client = side;
                _negotiation.ReadRequest(packet[X224.ConnectHeaderBytes..]);
                _isRdpForSure = _negotiation.Cookie is not null || _negotiation.RoutingToken is not null || _negotiation.Requested is not null;
                return ParserVerdict.More;
            case X224.ConnectionConfirm when !_isConfirmed && side != _client && IsConnect(packet):
                return Confirmed(side, packet, sink);
            case X224.Data when _isConfirmed:
                return side == _client ? ReadInitial(packet[X224.DataHeaderBytes..]) : ReadResponse(packet[X224.DataHeaderBytes..]);
            default:
                return ParserVerdict.NotMine;
        }
    }

    private static bool IsConnect(ReadOnlySpan<byte> packet) => packet.Length >= X224.ConnectHeaderBytes && X224.IsSoundConnect(packet);

    private ParserVerdict Confirmed(Side side, ReadOnlySpan<byte> packet, IProtocolSink sink)
    {
        _client ??= side == Side.Originator ? Side.Responder : Side.Originator;
        _isConfirmed = true;
        _negotiation.ReadConfirmation(packet[X224.ConnectHeaderBytes..]);
        _isRdpForSure |= _negotiation.Selected is not null || _negotiation.FailureCode is not null;
        if (_negotiation.FailureCode is not null)
        {
            return ParserVerdict.Done;
        }

        if (_negotiation.Selected is not (null or RdpSecurity.None))
        {
            Tell(sink, ParserVerdict.More);
            _tls = new TlsParser();
        }

        return ParserVerdict.More;
    }

    private ParserVerdict ReadInitial(ReadOnlySpan<byte> message)
    {
        if (!McsConnect.IsInitial(message))
        {
            return ParserVerdict.NotMine;
        }

        _clientInfo = RdpBlocks.Client(McsConnect.ClientBlocks(message));
        _isRdpForSure |= _clientInfo is not null;
        return _clientInfo is null ? ParserVerdict.NotMine : ParserVerdict.More;
    }

    private ParserVerdict ReadResponse(ReadOnlySpan<byte> message)
    {
        _encryption = RdpBlocks.Encryption(McsConnect.ServerBlocks(message));
        return ParserVerdict.Done;
    }

    private ParserVerdict Tell(IProtocolSink sink, ParserVerdict verdict)
    {
        if (_isTold || !_isRdpForSure)
        {
            return verdict;
        }

        _isTold = true;
        sink.Take(new RdpConnection
        {
            AtNs = _atNs ?? 0,
            Cookie = _negotiation.Cookie,
            RoutingToken = _negotiation.RoutingToken,
            Requested = _negotiation.Requested,
            Selected = _negotiation.Selected,
            FailureCode = _negotiation.FailureCode,
            ClientInfo = _clientInfo,
            EncryptionMethod = _encryption?.Method,
            EncryptionLevel = _encryption?.Level,
        });
        return verdict == ParserVerdict.NotMine ? ParserVerdict.Done : verdict;
    }
}
