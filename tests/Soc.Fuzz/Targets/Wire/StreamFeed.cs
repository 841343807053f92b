using Soc.Capture.Protocols;

namespace Soc.Fuzz.Targets.Wire;

/// <summary>Gives pieces of a TCP connection to one parser as the agent does, and fails when the parser breaks its promises.</summary>
internal sealed class StreamFeed(StreamParser parser, int totalBytes, IProtocolSink sink)
{
    private readonly byte[][] _bytes = [new byte[totalBytes], new byte[totalBytes]];
    private readonly int[] _start = new int[2];
    private readonly int[] _end = new int[2];
    private bool _isOver;

    public void Give(Side side, ReadOnlySpan<byte> data, long atNs)
    {
        if (_isOver || data.IsEmpty)
        {
            return;
        }

        var at = (int)side;
        data.CopyTo(_bytes[at].AsSpan(_end[at]));
        _end[at] += data.Length;
        var shown = _bytes[at].AsSpan(_start[at], _end[at] - _start[at]);
        var step = parser.Read(side, shown, atNs, sink);
        FuzzException.Unless(step.Consumed >= 0 && step.Consumed <= shown.Length, "a parser consumes what it was shown");
        _start[at] += step.Consumed;
        _isOver = step.Verdict != ParserVerdict.More || shown.Length - step.Consumed > parser.MaxPendingBytes;
    }

    public void Lose(Side side, int bytes, long atNs)
    {
        _start[(int)side] = _end[(int)side];
        _isOver = _isOver || (bytes > 0 && parser.Gap(side, bytes, atNs, sink) != ParserVerdict.More);
    }

    public void End(long atNs)
    {
        if (!_isOver)
        {
            parser.End(atNs, sink);
        }
    }
}
