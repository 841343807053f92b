using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Soc.Capture.Protocols.Dns;

/// <summary>A query that waits for its answer, without an object of its own; what its members mean says <see cref="DnsTransaction"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DnsAsked()
{
    public required long AtNs { get; init; }

    public required DnsVariant Variant { get; init; }

    public required Side Asker { get; init; }

    public required ushort Id { get; init; }

    public required int Opcode { get; init; }

    public required string Name { get; init; }

    public required NameFigures Figures { get; init; }

    public byte? NetbiosSuffix { get; init; }

    public string? Zone { get; init; }

    public ushort? Type { get; init; }

    public ushort? Class { get; init; }

    public bool IsTruncated { get; init; }

    public bool IsRecursionDesired { get; init; }

    public int ReservedBits { get; init; }

    public bool IsQuerySeen { get; init; } = true;

    public int QueryBytes { get; init; }

    /// <summary>Records that the query itself has: a registration, an update.</summary>
    public ImmutableArray<DnsAnswer> Records { get; init; } = [];

    public int RecordCount { get; init; }

    /// <summary>As it is told when no answer came.</summary>
    public DnsTransaction Unanswered() => Told(answer: null, Records, RecordCount, answerBytes: 0, roundTripNs: null);

    /// <summary>As it is told with its answer.</summary>
    /// <param name="atNs">When the answer came.</param>
    public DnsTransaction Answered(in DnsHeader header, ImmutableArray<DnsAnswer> answers, int count, int bytes, long atNs) =>
        Told(header, answers, count, bytes, IsQuerySeen ? Math.Max(0, atNs - AtNs) : null);

    // In one piece: a copy with other members is another one's worth of memory.
    private DnsTransaction Told(DnsHeader? answer, ImmutableArray<DnsAnswer> answers, int count, int answerBytes, long? roundTripNs) => new()
    {
        AtNs = AtNs,
        Variant = Variant,
        Asker = Asker,
        Id = Id,
        Opcode = Opcode,
        Name = Name,
        Figures = Figures,
        NetbiosSuffix = NetbiosSuffix,
        Zone = Zone,
        Type = Type,
        Class = Class,
        Rcode = answer?.Rcode,
        IsAuthoritative = answer is { IsAuthoritative: true },
        IsTruncated = IsTruncated || answer is { IsTruncated: true },
        IsRecursionDesired = IsRecursionDesired,
        IsRecursionAvailable = answer is { IsRecursionAvailable: true },
        ReservedBits = ReservedBits,
        Answers = answers,
        AnswerCount = count,
        IsQuerySeen = IsQuerySeen,
        IsAnswerSeen = answer is not null,
        RoundTripNs = roundTripNs,
        QueryBytes = QueryBytes,
        AnswerBytes = answerBytes,
    };
}
