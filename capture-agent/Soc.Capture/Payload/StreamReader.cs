using System.Numerics;
using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Capture.Protocols;

namespace Soc.Capture.Payload;

/// <summary>Finds out what a TCP connection speaks, and reads it until nothing more is wanted; then it can read another one.</summary>
internal sealed class StreamReader(ProtocolCatalog catalog, SpareParsers<StreamParser> parsers, IRecordSink sink) : IProtocolSink
{
    // Whoever has not said by then what he speaks, speaks nothing of ours.
    private const int MaxUnknownBytes = 4_096;

    private OfSides<StreamSide> _sides = new(new(), new());
    private OfSides<uint> _candidates;
    private Flow? _flow;
    private StreamParser? _parser;
    private int _protocol;

    /// <summary>Nothing more is wanted of this flow.</summary>
    public bool IsDone { get; private set; }

    /// <summary>What waits for what completes it takes so much memory, bytes.</summary>
    public int HeldBytes => _sides.Originator.HeldBytes + _sides.Responder.HeldBytes + (_parser?.HeldBytes ?? 0);

    /// <summary>Of these, what is counted in the sum of all connections.</summary>
    public int CountedBytes { get; set; }

    /// <summary>Reads this connection from here on.</summary>
    public void Begin(Flow flow)
    {
        _flow = flow;
        var all = (uint)((1UL << catalog.Streams.Count) - 1);
        _candidates = new OfSides<uint>(all, all);
    }

    /// <summary>Forgets the connection.</summary>
    public void Reset()
    {
        _sides.Originator.Reset();
        _sides.Responder.Reset();
        if (_parser is not null)
        {
            parsers.Return(_protocol, _parser);
        }

        (_flow, _parser, IsDone) = (null, null, false);
    }

    public void Take(ProtocolRecord record) => sink.Take(_flow!, catalog.Streams[_protocol].Name, record);

    public void Take(Side side, ref Packet packet)
    {
        // By what the flow knows of its begin: the first segment that comes need not be the first that was sent.
        ref var at = ref _sides.Of(side);
        at.Begin(_flow!.FirstSequenceOf(side) ?? packet.Sequence);
        if (packet.PayloadBytes == 0)
        {
            return;
        }

        var sequence = packet.Flags.Has(TcpFlags.Syn) ? packet.Sequence + 1 : packet.Sequence;
        var fresh = at.Take(sequence, packet.Payload);
        Deliver(side, fresh, packet.AtNs);
        var missing = packet.PayloadBytes - packet.Payload.Length;
        if (missing > 0)
        {
            PassOver(side, missing, packet.AtNs);
        }
        else if (at.IsFull)
        {
            PassOver(side, 0, packet.AtNs);
        }

        while (!IsDone && at.Early() is { IsEmpty: false } early)
        {
            Deliver(side, early, packet.AtNs);
        }

        if (IsDone)
        {
            Release();
        }
    }

    public void End(long atNs)
    {
        if (!IsDone)
        {
            _parser?.End(atNs, this);
        }

        Release();
    }

    private void Release()
    {
        _sides.Originator.Release();
        _sides.Responder.Release();
    }

    private void Deliver(Side side, ReadOnlySpan<byte> fresh, long atNs)
    {
        if (fresh.IsEmpty || IsDone)
        {
            return;
        }

        var data = _sides.Of(side).With(fresh);
        if (_parser is not null)
        {
            Read(side, data, atNs);
            return;
        }

        Recognise(side, data);
        if (_parser is null)
        {
            IsDone |= data.Length > MaxUnknownBytes;
            _sides.Of(side).Keep(IsDone ? [] : data);
            return;
        }

        // Who was heard first has waited for the other to say what it is.
        var other = side == Side.Originator ? Side.Responder : Side.Originator;
        var isOtherFirst = other == Side.Originator;
        if (isOtherFirst)
        {
            ReadPending(other, atNs);
        }

        Read(side, data, atNs);
        if (!isOtherFirst)
        {
            ReadPending(other, atNs);
        }
    }

    private void ReadPending(Side side, long atNs)
    {
        if (!IsDone && _sides.Of(side).With([]) is { IsEmpty: false } pending)
        {
            Read(side, pending, atNs);
        }
    }

    private void Recognise(Side side, ReadOnlySpan<byte> data)
    {
        ref var candidates = ref _candidates.Of(side);
        for (var rest = candidates; rest != 0; rest &= rest - 1)
        {
            var bit = BitOperations.TrailingZeroCount(rest);
            var protocol = catalog.Streams[bit];
            switch (protocol.Recognise(side, data))
            {
                case Recognition.Yes:
                    (_parser, _protocol) = (parsers.Rent(bit) ?? protocol.Begin(), bit);
                    return;
                case Recognition.No:
                    candidates &= ~(1u << bit);
                    break;
            }
        }

        IsDone = candidates == 0;
    }

    private void Read(Side side, ReadOnlySpan<byte> data, long atNs)
    {
        var step = _parser!.Read(side, data, atNs, this);
        var rest = data[Math.Clamp(step.Consumed, 0, data.Length)..];
        IsDone = step.Verdict != ParserVerdict.More;
        if (!IsDone && rest.Length > _parser.MaxPendingBytes)
        {
            // It waits for more than anybody sends: what it has read by now is told.
            _parser.End(atNs, this);
            IsDone = true;
        }

        _sides.Of(side).Keep(IsDone ? [] : rest);
    }

    private void PassOver(Side side, int bytes, long atNs)
    {
        var gap = _sides.Of(side).PassOver(bytes);
        if (!IsDone && gap > 0)
        {
            IsDone = _parser is null || _parser.Gap(side, gap, atNs, this) != ParserVerdict.More;
        }
    }
}
