using Orleans;

namespace Soc.Model.Escalation;

/// <summary>What a person is told of one incident, ready for any channel.</summary>
[GenerateSerializer, Immutable, Alias("soc.Notice")]
public sealed record Notice
{
    public const int MaxTitleLength = 256;

    public const int MaxTextLength = 4_000;

    /// <summary>Most <see cref="Facts"/>.</summary>
    public const int MaxFacts = 12;

    /// <summary>Stable over retries: whoever gets it twice knows that it is the same.</summary>
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required NoticeKind Kind { get; init; }

    [Id(2)] public required string Client { get; init; }

    /// <summary>Name of the client for people.</summary>
    [Id(3)] public required string ClientName { get; init; }

    /// <summary>All notices of one incident have the same: mails and messages stand in one thread.</summary>
    [Id(4)] public required string IncidentId { get; init; }

    [Id(5)] public required string Title { get; init; }

    /// <summary>The story, and what is to be decided.</summary>
    [Id(6)] public required string Text { get; init; }

    /// <summary>0–100.</summary>
    [Id(7)] public double Score { get; init; }

    /// <summary>"info", "low", "medium", "high", "critical".</summary>
    [Id(8)] public string Severity { get; init; } = "medium";

    /// <summary>Name and value, for tables.</summary>
    [Id(9)] public NoticeFact[] Facts { get; init; } = [];

    /// <summary>Whom it is meant for.</summary>
    [Id(10)] public string Who { get; init; } = "";

    /// <summary>When it was decided, ms since the epoch.</summary>
    [Id(11)] public long AtMs { get; init; }

    /// <summary>Page of the incident; null when the installation has no address for people.</summary>
    [Id(12)] public string? Link { get; init; }

    /// <summary>Page on which the reader may say that he has it; null when nothing is to be acknowledged.</summary>
    [Id(13)] public string? AcknowledgeLink { get; init; }
}
