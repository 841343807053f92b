using Orleans;
using Soc.Model.Incidents;
using Soc.Model.Policies;

namespace Soc.Model.Escalation;

/// <summary>What is remembered of the telling of one incident.</summary>
[GenerateSerializer, Immutable, Alias("soc.EscalationState")]
public sealed record EscalationState
{
    /// <summary>Most lines of <see cref="History"/>, the newest.</summary>
    public const int MaxHistory = 64;

    [Id(0)] public EscalationPhase Phase { get; init; }

    /// <summary>The most urgent that was decided so far.</summary>
    [Id(1)] public EscalationDecision Decision { get; init; }

    /// <summary>The chain as it was agreed when it began: a change of the rules does not reach an alarm that is under way.</summary>
    [Id(2)] public ContactStep[] Chain { get; init; } = [];

    /// <summary>Which step of the chain was told last.</summary>
    [Id(3)] public int Step { get; init; }

    /// <summary>How often that step was told.</summary>
    [Id(4)] public int Attempts { get; init; }

    /// <summary>When the next is told, wall clock, ms since the epoch; 0 when nothing is waited for.</summary>
    [Id(5)] public long DeadlineMs { get; init; }

    [Id(6)] public string? AcknowledgedBy { get; init; }

    [Id(7)] public long AcknowledgedAtMs { get; init; }

    [Id(8)] public long BeganAtMs { get; init; }

    /// <summary>Notices so far: makes their ids.</summary>
    [Id(9)] public int Notices { get; init; }

    [Id(10)] public EscalationLine[] History { get; init; } = [];

    /// <summary>One of <see cref="NobodyAnswers"/>, as it was agreed when it began.</summary>
    /// <summary>The most urgent that would have been decided, had its events not come late.</summary>
    [Id(12)] public EscalationDecision LateDecision { get; init; }

    [Id(11)] public string WhenNobodyAnswers { get; init; } = NobodyAnswers.Nothing;
}
