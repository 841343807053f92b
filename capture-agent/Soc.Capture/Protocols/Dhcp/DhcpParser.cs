namespace Soc.Capture.Protocols.Dhcp;

/// <summary>
/// Collects the messages of exchanges; the flow of broadcasts has those of all clients. What clients say of themselves is told at once; an exchange is told when a message ends it, when nothing
/// came for <see cref="MaxWaitNs"/> (seen when something else comes), when there are more than <see cref="MaxExchanges"/> (the oldest), and
/// at the end of the flow.
/// </summary>
internal sealed class DhcpParser : DatagramParser
{
    public const int MaxExchanges = 64;

    public const long MaxWaitNs = 10_000_000_000;

    private const int MaxStrange = 8;
    private readonly List<DhcpDraft> _open = [];
    private int _strange = MaxStrange - 1;

    public override ParserVerdict Read(Side side, ReadOnlySpan<byte> data, long atNs, IProtocolSink sink)
    {
        TellOverdue(atNs, sink);
        if (!DhcpHeader.TryRead(data, out var header))
        {
            if (++_strange < MaxStrange)
            {
                return ParserVerdict.More;
            }

            End(atNs, sink);
            return ParserVerdict.NotMine;
        }

        _strange = 0;
        var draft = Find(header);
        if (draft is null)
        {
            if (_open.Count == MaxExchanges)
            {
                Tell(0, sink);
            }

            _open.Add(draft = new DhcpDraft(header, atNs));
        }

        draft.Add(header, data, atNs);
        if (!header.IsOfServer && draft.NewWords() is { } words)
        {
            sink.Take(words);
        }

        if (header.Type is DhcpMessageType.Ack or DhcpMessageType.Nak or DhcpMessageType.Release or DhcpMessageType.Decline)
        {
            Tell(_open.IndexOf(draft), sink);
        }

        return ParserVerdict.More;
    }

    public override void End(long atNs, IProtocolSink sink)
    {
        foreach (var draft in _open)
        {
            sink.Take(draft.ToRecord());
        }

        _open.Clear();
    }

    private DhcpDraft? Find(in DhcpHeader header)
    {
        foreach (var draft in _open)
        {
            if (draft.Is(header))
            {
                return draft;
            }
        }

        return null;
    }

    private void TellOverdue(long atNs, IProtocolSink sink)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (atNs - _open[i].NewestAtNs > MaxWaitNs)
            {
                Tell(i, sink);
            }
        }
    }

    private void Tell(int at, IProtocolSink sink)
    {
        sink.Take(_open[at].ToRecord());
        _open.RemoveAt(at);
    }
}
