using Orleans;
using Soc.Model.Incidents;

namespace Soc.Model.Escalation;

/// <summary>An incident that somebody is to hear of, as it is now. The same again changes nothing.</summary>
[GenerateSerializer, Immutable, Alias("soc.EscalationAlarm")]
public sealed record EscalationAlarm
{
    [Id(0)] public required string Client { get; init; }

    [Id(1)] public required string IncidentId { get; init; }

    [Id(2)] public required string Title { get; init; }

    /// <summary>The story, in plain words.</summary>
    [Id(3)] public required string Story { get; init; }

    /// <summary>0–100.</summary>
    [Id(4)] public required double Score { get; init; }

    /// <summary>What the client's rules decided.</summary>
    [Id(5)] public required EscalationDecision Decision { get; init; }

    /// <summary>Why, one sentence.</summary>
    [Id(6)] public required string Why { get; init; }

    /// <summary>Its events came late: nobody is told at once because of it.</summary>
    [Id(7)] public required bool IsLate { get; init; }

    /// <summary>Whom and what it is about, for people ("user anna@example.com"); at most <see cref="Notice.MaxFacts"/>.</summary>
    [Id(8)] public string[] Entities { get; init; } = [];

    /// <summary>When the incident was detected, wall clock, ms since the epoch.</summary>
    [Id(9)] public long DetectedAtMs { get; init; }

    /// <summary>Version of the incident: an older one never takes the place of a newer one.</summary>
    [Id(10)] public long Version { get; init; }
}
