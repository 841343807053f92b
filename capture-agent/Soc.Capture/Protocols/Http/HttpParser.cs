using Soc.Capture.Protocols.Ntlm;

namespace Soc.Capture.Protocols.Http;

/// <summary>Reads the requests of one side and the answers of the other. Bodies are counted and passed over as they come.</summary>
internal sealed class HttpParser : StreamParser
{
    private readonly HttpSide _client = new();
    private readonly HttpSide _server = new();

    /// <summary>Requests whose answers have not begun.</summary>
    private readonly Queue<HttpTransaction> _waiting = new();

    private readonly HttpTransactions _transactions = new();
    private readonly Func<HttpTransaction, bool> _isHeld;

    private NtlmDialogue? _ntlm;
    private Side? _clientSide;
    private int _depth;

    /// <summary>Requests that were told without their answers, because too many waited; their answers are told without requests.</summary>
    private long _toldUnanswered;

    private bool _isOver;

    public HttpParser() => _isHeld = t => t == _client.Current || t == _server.Current || _waiting.Contains(t);

    public override bool TryReset()
    {
        _client.Reset();
        _server.Reset();
        _waiting.Clear();
        _transactions.Reset();
        (_ntlm, _clientSide, _depth, _toldUnanswered, _isOver) = (null, null, 0, 0, false);
        return true;
    }

    public override StreamStep Read(Side side, ReadOnlySpan<byte> data, long atNs, IProtocolSink sink)
    {
        if (_clientSide is null)
        {
            var isAnswer = data.TrimStart("\r\n"u8) is [(byte)'H', (byte)'T', (byte)'T', (byte)'P', ..];
            if (!isAnswer && HttpStartLine.Recognise(data) == Recognition.Unsure)
            {
                return new StreamStep(0, ParserVerdict.More);
            }

            _clientSide = isAnswer ? Other(side) : side;
        }

        var isClient = side == _clientSide;
        var state = isClient ? _client : _server;
        var consumed = 0;
        while (consumed < data.Length)
        {
            var rest = data[consumed..];
            if (!isClient && IsAnswerWithoutHead(rest, out var isUnsure))
            {
                if (isUnsure)
                {
                    break;
                }

                BeginAnswerWithoutHead(atNs, sink);
            }

            int used;
            if (IsBody(state.Part))
            {
                used = Body(state, isClient, rest.Length, sink);
            }
            else
            {
                used = HttpLine.TryTake(rest, state, out var line, out var isCut, out var isSkipped);
                if (used == 0)
                {
                    break;
                }

                if (!isSkipped && (isClient ? ClientLine(line, isCut, atNs, sink) : ServerLine(line, atNs, sink)) is not ParserVerdict.More and var verdict)
                {
                    End(atNs, sink);
                    return new StreamStep(consumed + used, verdict);
                }
            }

            consumed += used;
        }

        return new StreamStep(consumed, ParserVerdict.More);
    }

    public override ParserVerdict Gap(Side side, long bytes, long atNs, IProtocolSink sink)
    {
        var state = side == _clientSide ? _client : _server;
        var isUnbounded = state.Part is HttpPart.BodyToEnd or HttpPart.Tunnel;
        if (_clientSide is null || bytes < 0 || !(isUnbounded || (IsBody(state.Part) && bytes <= state.Left)))
        {
            // Where the next message begins is not known any more.
            End(atNs, sink);
            return ParserVerdict.NotMine;
        }

        if (state.Current is { } current)
        {
            current.MissedBodyBytes += bytes;
        }

        Count(state, side == _clientSide, bytes, sink);
        return ParserVerdict.More;
    }

    public override void End(long atNs, IProtocolSink sink)
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        if (_server is { Part: HttpPart.BodyToEnd, Current: { } answered })
        {
            answered.IsAnswerOver = true;
        }

        _server.Current?.Tell(sink);
        foreach (var transaction in _waiting)
        {
            transaction.Tell(sink);
        }

        _client.Current?.Tell(sink);
        TellNtlm(null, sink);
    }

    /// <summary>HTTP/0.9 is answered with nothing but a body.</summary>
    private bool IsAnswerWithoutHead(ReadOnlySpan<byte> data, out bool isUnsure)
    {
        var head = "HTTP/"u8;
        isUnsure = data.Length < head.Length && head.StartsWith(data);
        return _server.Part == HttpPart.StartLine && !data.StartsWith(head) && _waiting.TryPeek(out var next) && next.RequestVersion == "0.9";
    }

    private void BeginAnswerWithoutHead(long atNs, IProtocolSink sink)
    {
        var transaction = NextAnswered(atNs, sink);
        (transaction.AnsweredAtNs, transaction.AnswerVersion) = (atNs, "0.9");
        _server.BeginHeaders(transaction);
        _server.Part = HttpPart.BodyToEnd;
    }

    private static Side Other(Side side) => side == Side.Originator ? Side.Responder : Side.Originator;

    private static bool IsBody(HttpPart part) => part is HttpPart.CountedBody or HttpPart.Chunk or HttpPart.BodyToEnd or HttpPart.Tunnel;

    /// <returns>Bytes passed over: all, or the rest of the body.</returns>
    private int Body(HttpSide state, bool isClient, int available, IProtocolSink sink)
    {
        var count = state.Part is HttpPart.BodyToEnd or HttpPart.Tunnel ? available : (int)Math.Min(available, state.Left);
        Count(state, isClient, count, sink);
        return count;
    }

    private void Count(HttpSide state, bool isClient, long bytes, IProtocolSink sink)
    {
        if (state.Part == HttpPart.Tunnel)
        {
            return;
        }

        if (state.Current is { } current)
        {
            current.RequestBodyBytes += isClient ? bytes : 0;
            current.ResponseBodyBytes += isClient ? 0 : bytes;
        }

        if (state.Part == HttpPart.BodyToEnd)
        {
            return;
        }

        state.Left -= bytes;
        if (state.Left == 0 && state.Part == HttpPart.Chunk)
        {
            state.Part = HttpPart.ChunkEnd;
        }
        else if (state.Left == 0)
        {
            MessageOver(state, isClient, sink);
        }
    }

    private ParserVerdict ClientLine(ReadOnlySpan<byte> line, bool isCut, long atNs, IProtocolSink sink)
    {
        if (_client.Part != HttpPart.StartLine)
        {
            return Line(_client, isClient: true, line, atNs, sink);
        }

        if (line.IsEmpty)
        {
            return ParserVerdict.More;
        }

        var transaction = _transactions.Begin(atNs, ++_depth, _isHeld);
        transaction.IsPipelined = _waiting.Count > 0 || _server.Current is { IsAnswerOver: false };
        if (!HttpStartLine.TryRequest(line, isCut, transaction))
        {
            return ParserVerdict.NotMine;
        }

        _client.BeginHeaders(transaction);
        if (_waiting.Count < HttpLimits.MaxWaiting && _toldUnanswered == 0)
        {
            _waiting.Enqueue(transaction);
        }
        else
        {
            _toldUnanswered++;
        }

        if (transaction.RequestVersion == "0.9")
        {
            // It has no headers, and its answer nothing but a body.
            MessageOver(_client, isClient: true, sink);
        }

        return ParserVerdict.More;
    }

    private ParserVerdict ServerLine(ReadOnlySpan<byte> line, long atNs, IProtocolSink sink)
    {
        if (_server.Part != HttpPart.StartLine)
        {
            return Line(_server, isClient: false, line, atNs, sink);
        }

        if (line.IsEmpty)
        {
            return ParserVerdict.More;
        }

        if (!HttpStartLine.TryAnswer(line, out var version, out var code, out var message))
        {
            return ParserVerdict.NotMine;
        }

        var transaction = _server.Current is { IsAnswerOver: false } interim ? interim : NextAnswered(atNs, sink);
        if (transaction.AnsweredAtNs == 0)
        {
            transaction.AnsweredAtNs = atNs;
        }

        transaction.AnswerVersion = version;
        if (code is >= 100 and < 200 and not 101)
        {
            (transaction.InfoCode, transaction.InfoMessage) = (code, message);
        }
        else
        {
            (transaction.StatusCode, transaction.StatusMessage) = (code, message);
        }

        _server.BeginHeaders(transaction);
        return ParserVerdict.More;
    }

    private HttpTransaction NextAnswered(long atNs, IProtocolSink sink)
    {
        // An answer that came before its request was whole is told when the next one begins, at the latest.
        _server.Current?.Tell(sink);
        if (_waiting.TryDequeue(out var transaction))
        {
            return transaction;
        }

        if (_toldUnanswered > 0)
        {
            _toldUnanswered--;
        }

        return _transactions.Begin(atNs, ++_depth, _isHeld);
    }

    /// <summary>Any line but the first.</summary>
    private ParserVerdict Line(HttpSide state, bool isClient, ReadOnlySpan<byte> line, long atNs, IProtocolSink sink)
    {
        switch (state.Part)
        {
            case HttpPart.Headers when line.IsEmpty:
                return HeadersOver(state, isClient, sink);
            case HttpPart.Headers:
                HttpHeaders.Take(state, isClient, line, ref _ntlm, atNs);
                return state.IsBroken ? ParserVerdict.NotMine : ParserVerdict.More;
            case HttpPart.ChunkSize:
                if (!HttpSide.TryChunkSize(line, out var size))
                {
                    return ParserVerdict.NotMine;
                }

                (state.Left, state.Part) = (size, size == 0 ? HttpPart.Trailers : HttpPart.Chunk);
                return ParserVerdict.More;
            case HttpPart.ChunkEnd:
                state.Part = HttpPart.ChunkSize;
                return line.IsEmpty ? ParserVerdict.More : ParserVerdict.NotMine;
            case HttpPart.Trailers when line.IsEmpty:
                MessageOver(state, isClient, sink);
                return ParserVerdict.More;
            default:
                return ParserVerdict.More;
        }
    }

    /// <summary>What comes next: an answer, a body, a tunnel.</summary>
    private ParserVerdict HeadersOver(HttpSide state, bool isClient, IProtocolSink sink)
    {
        var transaction = state.Current!;
        transaction.HasConflictingLengths |= state.HasConflictingLengths;
        if (isClient && transaction.Method == "CONNECT")
        {
            transaction.IsRequestOver = true;
            state.Part = HttpPart.Tunnel;
            return ParserVerdict.More;
        }

        if (!isClient)
        {
            if (transaction.StatusCode == 0)
            {
                // An interim answer: another follows to the same request.
                state.Part = HttpPart.StartLine;
                return ParserVerdict.More;
            }

            TellNtlmAfter(transaction.StatusCode, sink);
            if (transaction.StatusCode == 101 || (transaction.Method == "CONNECT" && transaction.StatusCode is >= 200 and < 300))
            {
                transaction.IsTunnel = transaction.IsAnswerOver = true;
                transaction.Tell(sink);
                return ParserVerdict.Done;
            }

            if (transaction.Method == "CONNECT")
            {
                _client.Part = HttpPart.StartLine;
            }
        }

        if (!state.BeginBody(isClient, hasNoBody: !isClient && (transaction.Method == "HEAD" || transaction.StatusCode is 204 or 304)))
        {
            MessageOver(state, isClient, sink);
        }

        return ParserVerdict.More;
    }

    private void MessageOver(HttpSide state, bool isClient, IProtocolSink sink)
    {
        state.Part = HttpPart.StartLine;
        if (state.Current is not { } transaction)
        {
            return;
        }

        if (isClient)
        {
            transaction.IsRequestOver = true;
        }
        else
        {
            transaction.IsAnswerOver = true;
        }

        var waitsForAnswer = isClient && _waiting.Contains(transaction);
        if (transaction.IsAnswerOver ? transaction.IsRequestOver || transaction.Method.Length == 0 : isClient && !waitsForAnswer && _server.Current != transaction)
        {
            transaction.Tell(sink);
        }
    }

    /// <summary>401 and 407 either carry the challenge or refuse the answer to it; anything else means that the user was believed.</summary>
    private void TellNtlmAfter(int statusCode, IProtocolSink sink)
    {
        if (_ntlm?.IsAuthenticateSeen == true)
        {
            TellNtlm(statusCode is not (401 or 407), sink);
        }
    }

    private void TellNtlm(bool? isSuccess, IProtocolSink sink)
    {
        if (_ntlm?.Take(isSuccess) is { } authentication)
        {
            sink.Take(authentication);
        }
    }
}
