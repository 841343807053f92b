namespace Soc.Capture.Protocols.Dns;

/// <summary>
/// Queries of one flow that wait for their answers, in the order in which they came. The oldest is told without an answer when it has waited
/// for <see cref="MaxWaitNs"/>, and when there are more than <see cref="MaxQueries"/>.
/// </summary>
internal sealed class DnsWaiting
{
    public const int MaxQueries = 64;

    public const long MaxWaitNs = 60_000_000_000;

    // Most ask one thing at a time.
    private readonly List<DnsAsked> _queries = new(1);

    public void Add(in DnsAsked query, IProtocolSink sink)
    {
        if (_queries.Count == MaxQueries)
        {
            TellOldest(sink);
        }

        _queries.Add(query);
    }

    /// <summary>Takes out the oldest query that an answer fits: an answer to another question is somebody's guess, not an answer.</summary>
    /// <param name="name">Of the answer's question; none when the answer has no question.</param>
    public DnsAsked? Take(ushort id, Side asker, int opcode, string? name, ushort? type)
    {
        for (var i = 0; i < _queries.Count; i++)
        {
            var query = _queries[i];
            if (query.Id == id && query.Asker == asker && query.Opcode == opcode
                && (name is null || (query.Type == type && string.Equals(query.Name, name, StringComparison.Ordinal))))
            {
                _queries.RemoveAt(i);
                return query;
            }
        }

        return null;
    }

    public void TellOverdue(long nowNs, IProtocolSink sink)
    {
        while (_queries.Count > 0 && nowNs - _queries[0].AtNs > MaxWaitNs)
        {
            TellOldest(sink);
        }
    }

    public void TellAll(IProtocolSink sink)
    {
        foreach (var query in _queries)
        {
            sink.Take(query.Unanswered());
        }

        _queries.Clear();
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => _queries.Clear();

    private void TellOldest(IProtocolSink sink)
    {
        var oldest = _queries[0];
        _queries.RemoveAt(0);
        sink.Take(oldest.Unanswered());
    }
}
