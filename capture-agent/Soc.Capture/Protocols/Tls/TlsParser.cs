namespace Soc.Capture.Protocols.Tls;

/// <summary>Reads the records of a TLS connection until both sides are encrypted, and then tells of the handshake.</summary>
internal sealed class TlsParser : StreamParser
{
    /// <summary>So many encrypted records of one side while the other says nothing: the other is not in the capture.</summary>
    public const int MaxEncryptedRecords = 64;

    /// <summary>Records in clear of one handshake; more is somebody who plays.</summary>
    public const int MaxClearRecords = 1024;

    private readonly HandshakeState _state = new();
    private OfSides<int> _skip;
    private int _clearRecords;
    private bool _isTold;

    public override int HeldBytes => _state.HeldBytes;

    public override StreamStep Read(Side side, ReadOnlySpan<byte> data, long atNs, IProtocolSink sink)
    {
        _state.Begin(atNs);
        var consumed = 0;
        while (true)
        {
            var rest = data[consumed..];
            var skipped = Math.Min(_skip.Of(side), rest.Length);
            _skip.Of(side) -= skipped;
            consumed += skipped;
            rest = rest[skipped..];
            if (rest.Length < RecordType.HeaderBytes)
            {
                return new StreamStep(consumed, ParserVerdict.More);
            }

            var header = new ByteReader(rest);
            var (type, major, minor, length) = (header.U8(), header.U8(), header.U8(), header.U16());
            if (type is < RecordType.ChangeCipherSpec or > RecordType.Heartbeat || major != 3 || minor > RecordType.MaxMinorVersion || length > RecordType.MaxRecordBytes)
            {
                return new StreamStep(consumed, Tell(sink, ParserVerdict.NotMine));
            }

            ParserVerdict verdict;
            if (_state.IsEncrypted(side, type))
            {
                verdict = _state.OnEncrypted(side, type, length);
                _skip.Of(side) = length;
                consumed += RecordType.HeaderBytes;
            }
            else
            {
                var body = header.Take(length);
                if (header.IsBroken)
                {
                    return new StreamStep(consumed, ParserVerdict.More);
                }

                consumed += RecordType.HeaderBytes + length;
                verdict = ++_clearRecords > MaxClearRecords ? ParserVerdict.NotMine : _state.OnClear(side, type, body);
            }

            if (verdict != ParserVerdict.More)
            {
                return new StreamStep(consumed, Tell(sink, verdict));
            }
        }
    }

    /// <summary>Nothing after a gap can be cut into records any more; what was read is told.</summary>
    public override ParserVerdict Gap(Side side, long bytes, long atNs, IProtocolSink sink) => Tell(sink, ParserVerdict.NotMine);

    public override bool TryReset()
    {
        _state.Reset();
        (_skip, _clearRecords, _isTold) = (default, 0, false);
        return true;
    }

    public override void End(long atNs, IProtocolSink sink) => Tell(sink, ParserVerdict.Done);

    private ParserVerdict Tell(IProtocolSink sink, ParserVerdict verdict)
    {
        if (_isTold || !_state.IsWorthTelling)
        {
            return verdict;
        }

        _isTold = true;
        sink.Take(_state.ToRecord());
        return ParserVerdict.Done;
    }
}
