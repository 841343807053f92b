namespace Soc.Capture.Protocols.Dns;

/// <summary>Makes transactions of the messages of one flow, whatever carries them.</summary>
internal sealed class DnsReader(DnsVariant variant)
{
    /// <summary>Questions read of one message; more than one is seen in multicast DNS only.</summary>
    public const int MaxQuestions = 32;

    private readonly DnsWaiting _waiting = new();

    /// <summary>Number of a zone transfer that was answered: its further messages say nothing new about the transaction.</summary>
    private int _transferId = -1;

    /// <returns>False when it is no message of this protocol.</returns>
    public bool Read(Side side, ReadOnlySpan<byte> message, long atNs, IProtocolSink sink)
    {
        _waiting.TellOverdue(atNs, sink);
        if (!DnsHeader.TryRead(message, out var header) || !header.IsPlausible(variant))
        {
            return false;
        }

        if (header.Opcode == DnsCodes.Update && variant == DnsVariant.Dns)
        {
            return Update(side, header, message, atNs, sink);
        }

        return header.IsAnswer ? Answer(side, header, message, atNs, sink) : Ask(side, header, message, atNs, sink);
    }

    /// <summary>Forgets the flow.</summary>
    public void Reset()
    {
        _waiting.Clear();
        _transferId = -1;
    }

    /// <summary>No answers will come any more.</summary>
    public void End(IProtocolSink sink) => _waiting.TellAll(sink);

    private bool Ask(Side side, in DnsHeader header, ReadOnlySpan<byte> message, long atNs, IProtocolSink sink)
    {
        var position = DnsHeader.Bytes;
        for (var i = 0; i < Math.Min((int)header.Questions, MaxQuestions); i++)
        {
            if (!DnsQuestion.TryRead(message, ref position, variant, out var question))
            {
                return i > 0;
            }

            var query = Asked(side, header, question, message.Length, atNs);
            if (variant == DnsVariant.Netbios && header.Opcode != DnsCodes.Query)
            {
                // Who registers a name says whose address it shall be (RFC 1002, 4.2.2).
                query = query with { Records = DnsRecords.Read(message, position, header.Additionals, variant, question.Name), RecordCount = header.Additionals };
            }

            if (variant == DnsVariant.Mdns)
            {
                // Answers go to the group, or come from others' addresses: they are other flows.
                sink.Take(query.Unanswered());
            }
            else
            {
                _waiting.Add(query, sink);
            }
        }

        _transferId = header.Id == _transferId ? -1 : _transferId;
        return true;
    }

    private bool Answer(Side side, in DnsHeader header, ReadOnlySpan<byte> message, long atNs, IProtocolSink sink)
    {
        var position = DnsHeader.Bytes;
        DnsQuestion? first = null;
        for (var i = 0; i < header.Questions; i++)
        {
            if (i == MaxQuestions || !DnsQuestion.TryRead(message, ref position, variant, out var question))
            {
                return i > 0;
            }

            first ??= question;
        }

        var asker = Other(side);
        var query = variant == DnsVariant.Mdns ? null : _waiting.Take(header.Id, asker, header.Opcode, first?.Name, first?.Type);
        if (query is null && header.Id == _transferId)
        {
            return true;
        }

        _transferId = query?.Type is DnsCodes.Axfr or DnsCodes.Ixfr ? header.Id : _transferId;
        var told = query ?? Unasked(asker, header, first ?? FirstRecord(message, position, header.Answers), atNs);
        if (first is null && query is null)
        {
            told = told with { Type = null, Class = null };
        }

        sink.Take(told.Answered(header, DnsRecords.Read(message, position, header.Answers, variant, first?.Name), header.Answers, message.Length, atNs));
        return true;
    }

    private bool Update(Side side, in DnsHeader header, ReadOnlySpan<byte> message, long atNs, IProtocolSink sink)
    {
        var position = DnsHeader.Bytes;
        var zone = default(DnsQuestion);
        if (header.Questions > 0 && !DnsQuestion.TryRead(message, ref position, variant, out zone))
        {
            return false;
        }

        var asker = header.IsAnswer ? Other(side) : side;
        var query = header.IsAnswer ? _waiting.Take(header.Id, asker, header.Opcode, name: null, type: null) : null;
        if (query is not { } asked)
        {
            var (changes, changeCount) = (DnsUpdates.Read(message, position, header.Answers, header.Authorities), header.Answers + header.Authorities);
            var first = FirstRecord(message, position, header.Answers + header.Authorities);
            var update = header.IsAnswer ? Unasked(asker, header, first, atNs) : Asked(asker, header, first, message.Length, atNs);
            update = update with { Zone = zone.Name, Type = null, Class = null, Records = changes, RecordCount = changeCount };
            if (!header.IsAnswer)
            {
                _waiting.Add(update, sink);
                return true;
            }

            sink.Take(update.Answered(header, changes, changeCount, message.Length, atNs));
            return true;
        }

        sink.Take(asked.Answered(header, asked.Records, asked.RecordCount, message.Length, atNs));
        return true;
    }

    /// <summary>What a message without a question is about.</summary>
    private DnsQuestion FirstRecord(ReadOnlySpan<byte> message, int position, int count) =>
        count > 0 && DnsQuestion.TryReadName(message, ref position, variant, out var name, out var figures, out var suffix)
            ? new DnsQuestion(name, figures, suffix, Type: 0, Class: 0)
            : new DnsQuestion("", default, Suffix: null, Type: 0, Class: 0);

    private DnsAsked Unasked(Side asker, in DnsHeader header, in DnsQuestion about, long atNs) =>
        Asked(asker, header, about, queryBytes: 0, atNs) with { IsQuerySeen = false };

    private DnsAsked Asked(Side asker, in DnsHeader header, in DnsQuestion question, int queryBytes, long atNs) => new()
    {
        AtNs = atNs,
        Variant = variant,
        Asker = asker,
        Id = header.Id,
        Opcode = header.Opcode,
        Name = question.Name,
        Figures = question.Figures,
        NetbiosSuffix = question.Suffix,
        Type = question.Type,
        Class = question.Class,
        IsTruncated = header.IsTruncated,
        IsRecursionDesired = header.IsRecursionDesired,
        ReservedBits = header.ReservedBits,
        QueryBytes = queryBytes,
    };

    private static Side Other(Side side) => side == Side.Originator ? Side.Responder : Side.Originator;
}
