using Orleans;
using Soc.Model.Incidents;
using Soc.Model.Policies;

namespace Soc.Model.Escalation;

/// <summary>What is remembered of the telling of one incident.</summary>
[GenerateSerializer, Immutable, Alias("soc.EscalationState")]
public sealed record EscalationState
{
    /// <summary>Version of this form.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Most of <see cref="Outbox"/>; beyond it the oldest that only informs goes.</summary>
    public const int MaxOutbox = 16;

    /// <summary>Most of <see cref="Operations"/>.</summary>
    public const int MaxOperations = 64;

    /// <summary>Most of <see cref="Told"/>.</summary>
    public const int MaxTold = 32;

    /// <summary>Most of <see cref="Digest"/>.</summary>
    public const int MaxDigest = 16;

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
    [Id(11)] public string WhenNobodyAnswers { get; init; } = NobodyAnswers.Nothing;

    /// <summary>The most urgent that would have been decided, had its events not come late.</summary>
    [Id(12)] public EscalationDecision LateDecision { get; init; }

    /// <summary>Version of this form.</summary>
    [Id(13)] public int Version { get; init; } = CurrentVersion;

    /// <summary>What it is about, in the words of the newest alarm, or of an operation where there was none.</summary>
    [Id(14)] public EscalationAlarm? Alarm { get; init; }

    /// <summary>What is still to be sent; at most <see cref="MaxOutbox"/>.</summary>
    [Id(15)] public OutgoingNotice[] Outbox { get; init; } = [];

    /// <summary>Operations of the incident that something was heard of; at most <see cref="MaxOperations"/>, the newest.</summary>
    [Id(16)] public HeardOperation[] Operations { get; init; } = [];

    /// <summary>Who got a message, one a channel; at most <see cref="MaxTold"/>.</summary>
    [Id(17)] public ContactStep[] Told { get; init; } = [];

    /// <summary>When somebody was first told, wall clock, ms since the epoch; 0 before.</summary>
    [Id(18)] public long ToldAtMs { get; init; }

    /// <summary>When the incident was over; 0 before. It may be over while an answer to a page is waited for.</summary>
    [Id(19)] public long OverAtMs { get; init; }

    /// <summary>An answer is waited for to something that somebody has to do by hand: no verdict ends that.</summary>
    [Id(20)] public bool IsPage { get; init; }

    /// <summary>The installation's own on-call is part of the chain.</summary>
    [Id(21)] public bool IsOnCall { get; init; }

    /// <summary>Operations that are still to hear that nobody answered; at most <see cref="MaxOperations"/>.</summary>
    [Id(22)] public string[] Unanswered { get; init; } = [];

    /// <summary>Lines that are still to be handed to the digest; at most <see cref="MaxDigest"/>, one a key.</summary>
    [Id(23)] public DigestItem[] Digest { get; init; } = [];

    /// <summary>Grows with every change.</summary>
    [Id(24)] public long Number { get; init; }

    /// <summary>It was told by itself and not in a summary: what follows may be told by itself too.</summary>
    [Id(25)] public bool IsToldAlone { get; init; }

    /// <summary>Number of the notice that is to be answered; 0 when none is.</summary>
    [Id(26)] public int Awaited { get; init; }
}
