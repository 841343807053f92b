using Orleans;

namespace Soc.Model.Events;

/// <summary>A question to the name service and what was answered (OCSF 4003).</summary>
[GenerateSerializer, Immutable, Alias("soc.DnsSection")]
public sealed record DnsSection
{
    /// <summary>Most answers kept.</summary>
    public const int MaxAnswers = 16;

    /// <summary><see cref="ResponseCode"/> of a question that nobody answered.</summary>
    public const int NotAnswered = -1;

    /// <summary>The name asked for, lower case, without the last dot.</summary>
    [Id(0)] public string? Query { get; init; }

    /// <summary>Type of record asked for ("A", "TXT").</summary>
    [Id(1)] public string? QueryType { get; init; }

    /// <summary>RCODE (0 no error, 3 NXDOMAIN); <see cref="NotAnswered"/> without an answer.</summary>
    [Id(2)] public int ResponseCode { get; init; } = NotAnswered;

    /// <summary>Answers as texts (addresses, names), at most <see cref="MaxAnswers"/>.</summary>
    [Id(3)] public string[] Answers { get; init; } = [];

    /// <summary>Bytes of the question's message; 0 unknown.</summary>
    [Id(4)] public int QueryBytes { get; init; }

    /// <summary>Bytes of the answer's message; 0 unknown.</summary>
    [Id(5)] public int AnswerBytes { get; init; }

    public bool Equals(DnsSection? other) =>
        other is not null
        && ResponseCode == other.ResponseCode && QueryBytes == other.QueryBytes && AnswerBytes == other.AnswerBytes
        && string.Equals(Query, other.Query, StringComparison.Ordinal) && string.Equals(QueryType, other.QueryType, StringComparison.Ordinal)
        && Answers.AsSpan().SequenceEqual(other.Answers);

    public override int GetHashCode() => HashCode.Combine(Query, QueryType, ResponseCode, Answers.Length);
}
