namespace Soc.Capture.Protocols.Smb;

/// <summary>Takes the frames of both sides apart and gives their messages on; what is only read or written passes by.</summary>
internal sealed class SmbParser : StreamParser
{
    // RFC 1002, 4.3.1: types of NetBIOS session packets; bare SMB has only the first.
    public const byte SessionMessage = 0;
    public const byte SessionRequest = 0x81;
    private const byte SessionKeepAlive = 0x85;

    // MS-SMB2 2.2.1, 2.2.41, 2.2.42; MS-CIFS 2.2.3.1: the first byte of the protocol's name.
    public const byte Smb2 = 0xFE;
    public const byte Encrypted = 0xFD;
    public const byte Compressed = 0xFC;
    public const byte Smb1 = 0xFF;
    public const byte Smb1Negotiate = 0x72;

    /// <summary>Bytes of an SMB 1 negotiation that are looked at; the usual dialects have some 150.</summary>
    public const int MaxSmb1Bytes = 2048;

    private const int FrameHeadBytes = 4;
    private const int Smb1FlagsAt = 9;
    private const byte Smb1Answer = 0x80;

    private readonly SmbSide[] _sides = [new(), new()];
    private readonly SmbState _state = new();
    private readonly SmbRequests[] _requests;
    private readonly SmbAnswers _answers;

    public SmbParser()
    {
        _requests = [new(_state), new(_state)];
        _answers = new(_state);
    }

    public static bool OffersSmb2(ReadOnlySpan<byte> message) => message[..Math.Min(message.Length, MaxSmb1Bytes)].IndexOf("\u0002SMB 2."u8) >= 0;

    public override int HeldBytes => _state.HeldBytes;

    public override StreamStep Read(Side side, ReadOnlySpan<byte> data, long atNs, IProtocolSink sink)
    {
        var at = _sides[(int)side];
        var consumed = 0;
        while (consumed < data.Length)
        {
            var rest = data[consumed..];
            int used;
            var verdict = ParserVerdict.More;
            if (at.Skip > 0)
            {
                used = (int)Math.Min(at.Skip, rest.Length);
                at.Skip -= used;
            }
            else
            {
                used = at.FrameLeft == 0 ? Frame(at, rest, out verdict) : Message(side, at, rest, atNs, sink, out verdict);
            }

            consumed += used;
            if (verdict != ParserVerdict.More)
            {
                End(atNs, sink);
                return new StreamStep(consumed, verdict);
            }

            if (used == 0)
            {
                break;
            }
        }

        return new StreamStep(consumed, ParserVerdict.More);
    }

    public override ParserVerdict Gap(Side side, long bytes, long atNs, IProtocolSink sink)
    {
        var at = _sides[(int)side];
        if (bytes < 0 || bytes > at.Skip)
        {
            End(atNs, sink);
            return ParserVerdict.NotMine;
        }

        at.Skip -= bytes;
        return ParserVerdict.More;
    }

    public override bool TryReset()
    {
        foreach (var side in _sides)
        {
            (side.Skip, side.FrameLeft, side.Messages) = (0, 0, 0);
        }

        foreach (var requests in _requests)
        {
            requests.Reset();
        }

        _state.Reset();
        return true;
    }

    public override void End(long atNs, IProtocolSink sink) => _state.End(atNs, sink);

    private static int Frame(SmbSide at, ReadOnlySpan<byte> data, out ParserVerdict verdict)
    {
        verdict = data[0] is SessionMessage or (>= SessionRequest and <= SessionKeepAlive) ? ParserVerdict.More : ParserVerdict.NotMine;
        if (data.Length < FrameHeadBytes)
        {
            return 0;
        }

        var length = new ByteReader(data[1..]).U24();
        (at.FrameLeft, at.Skip, at.Messages) = data[0] == SessionMessage ? (length, 0, 0) : (0, length, 0);
        return FrameHeadBytes;
    }

    /// <returns>Bytes used; 0 when more are needed.</returns>
    private int Message(Side side, SmbSide at, ReadOnlySpan<byte> data, long atNs, IProtocolSink sink, out ParserVerdict verdict)
    {
        verdict = ParserVerdict.More;
        if (data.Length < FrameHeadBytes)
        {
            return 0;
        }

        if (at.FrameLeft < FrameHeadBytes || !data[1..].StartsWith("SMB"u8))
        {
            verdict = ParserVerdict.NotMine;
            return 0;
        }

        switch (data[0])
        {
            case Smb2:
                return Smb2Message(side, at, data, atNs, sink, out verdict);
            case Smb1:
                return Smb1Message(at, data, out verdict);
            case Encrypted or Compressed:
                var reason = data[0] == Encrypted ? SmbOpaqueReason.Encrypted : SmbOpaqueReason.Compressed;
                sink.Take(new SmbOpaque { AtNs = atNs, Reason = reason, Dialect = _state.Dialect });
                verdict = ParserVerdict.Done;
                return 0;
            default:
                verdict = ParserVerdict.NotMine;
                return 0;
        }
    }

    private int Smb2Message(Side side, SmbSide at, ReadOnlySpan<byte> data, long atNs, IProtocolSink sink, out ParserVerdict verdict)
    {
        verdict = ParserVerdict.More;
        if (at.FrameLeft >= SmbHeader.Bytes && data.Length < SmbHeader.Bytes)
        {
            return 0;
        }

        if (at.FrameLeft < SmbHeader.Bytes || !SmbHeader.TryRead(data, out var header)
            || (header.NextCommand != 0 && (header.NextCommand < SmbHeader.Bytes || header.NextCommand > at.FrameLeft)))
        {
            verdict = ParserVerdict.NotMine;
            return 0;
        }

        var isLast = header.NextCommand == 0 || ++at.Messages >= SmbLimits.MaxCompound;
        var messageBytes = header.NextCommand == 0 ? at.FrameLeft : (int)header.NextCommand;
        var needed = Math.Min(messageBytes, header.NeededBytes);
        if (data.Length < needed)
        {
            at.Messages -= header.NextCommand == 0 ? 0 : 1;
            return 0;
        }

        if (header.IsAnswer)
        {
            _answers.Read(header, data[..needed], atNs, sink);
        }
        else
        {
            _requests[(int)side].Read(header, data[..needed], atNs);
        }

        (at.Skip, at.FrameLeft) = isLast ? (at.FrameLeft - needed, 0) : (messageBytes - needed, at.FrameLeft - messageBytes);
        return needed;
    }

    /// <summary>A negotiation that offers SMB 2 (MS-SMB2 3.2.4.2.2.1) is followed; an answer in SMB 1 means that it stays at that.</summary>
    private static int Smb1Message(SmbSide at, ReadOnlySpan<byte> data, out ParserVerdict verdict)
    {
        verdict = ParserVerdict.More;
        var needed = Math.Min(at.FrameLeft, MaxSmb1Bytes);
        if (data.Length < needed)
        {
            return 0;
        }

        if (needed <= Smb1FlagsAt || data[4] != Smb1Negotiate || (data[Smb1FlagsAt] & Smb1Answer) != 0 || !OffersSmb2(data[..needed]))
        {
            verdict = ParserVerdict.NotMine;
            return 0;
        }

        (at.Skip, at.FrameLeft) = (at.FrameLeft - needed, 0);
        return needed;
    }
}
