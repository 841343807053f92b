using Orleans;
using Soc.Model.Incidents;

namespace Soc.Model.Escalation;

/// <summary>The telling of one incident as lists and reports show it.</summary>
[GenerateSerializer, Immutable, Alias("soc.EscalationRow")]
public sealed record EscalationRow
{
    [Id(0)] public required string Client { get; init; }

    [Id(1)] public required string IncidentId { get; init; }

    /// <summary>Grows with every change: an older row never takes the place of a newer one.</summary>
    [Id(2)] public required long Number { get; init; }

    [Id(3)] public required EscalationPhase Phase { get; init; }

    [Id(4)] public required EscalationDecision Decision { get; init; }

    /// <summary>When the incident was detected, wall clock, ms since the epoch: rows are listed by it.</summary>
    [Id(5)] public required long DetectedAtMs { get; init; }

    /// <summary>When somebody was first told; 0 before.</summary>
    [Id(6)] public long ToldMs { get; init; }

    /// <summary>When a person said that he has it; 0 before.</summary>
    [Id(7)] public long AcknowledgedMs { get; init; }

    [Id(8)] public string? AcknowledgedBy { get; init; }

    /// <summary>When it was over; 0 before.</summary>
    [Id(9)] public long OverMs { get; init; }

    /// <summary>Messages so far.</summary>
    [Id(10)] public int Notices { get; init; }
}
