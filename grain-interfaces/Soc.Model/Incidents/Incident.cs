using Orleans;
using Soc.Model.Entities;
using Soc.Model.Signals;

namespace Soc.Model.Incidents;

/// <summary>One cause, one story: signals tied together, with the evidence for and against and a verdict.</summary>
[GenerateSerializer, Immutable, Alias("soc.Incident")]
public sealed record Incident
{
    /// <summary>Most signals kept in full; further ones are counted.</summary>
    public const int MaxSignals = 64;

    /// <summary>Most entities; an incident that would exceed it is not merged into.</summary>
    public const int MaxEntities = 64;

    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Client { get; init; }

    [Id(2)] public IncidentStatus Status { get; init; }

    /// <summary>Set by a person; what the context suggests is <see cref="SuggestedVerdict"/>.</summary>
    [Id(3)] public Verdict Verdict { get; init; }

    [Id(4)] public Verdict SuggestedVerdict { get; init; }

    /// <summary>Why the context suggests it, in sentences.</summary>
    [Id(5)] public string[] SuggestedReasons { get; init; } = [];

    /// <summary>0–100.</summary>
    [Id(6)] public double Score { get; init; }

    [Id(7)] public string Title { get; init; } = "";

    /// <summary>The story in plain words.</summary>
    [Id(8)] public string Story { get; init; } = "";

    [Id(9)] public EntityKey[] Entities { get; init; } = [];

    [Id(10)] public Signal[] Signals { get; init; } = [];

    /// <summary>All signals that were ever accepted, those beyond <see cref="MaxSignals"/> too.</summary>
    [Id(11)] public int SignalCount { get; init; }

    [Id(12)] public Escalation Escalation { get; init; } = new(EscalationDecision.None, "", false);

    [Id(13)] public long FirstSeenMs { get; init; }

    [Id(14)] public long LastSeenMs { get; init; }

    /// <summary>Wall clock when the first signal was accepted.</summary>
    [Id(15)] public long DetectedAtMs { get; init; }

    /// <summary>From the event that completed the first signal (event time) to the detection (wall clock).</summary>
    [Id(16)] public long LatencyMs { get; init; }

    /// <summary>The incident that took this one in; null when it stands by itself.</summary>
    [Id(17)] public string? MergedInto { get; init; }

    [Id(18)] public VerdictNote[] VerdictHistory { get; init; } = [];

    /// <summary>Grows by one with every change; guards concurrent writes, orders the live stream.</summary>
    [Id(19)] public long Version { get; init; }

    /// <summary>Most signals remembered by <see cref="FoldedSignals"/>; beyond that a repeat can no longer be told from a new one, and neither is counted.</summary>
    public const int MaxFoldedSignals = 1024;

    /// <summary>Most verdicts kept in <see cref="VerdictHistory"/>, the newest.</summary>
    public const int MaxVerdictHistory = 32;

    /// <summary>Hashes of the ids of signals that are counted but not kept in full, so that each counts once.</summary>
    [Id(20)] public ulong[] FoldedSignals { get; init; } = [];

    /// <summary>The closed incident that this one continues; null when there is none.</summary>
    [Id(21)] public string? Continues { get; init; }

    /// <summary>Most of <see cref="TookIn"/>, the newest.</summary>
    public const int MaxTookIn = 32;

    /// <summary>Stored incidents that were drawn into this one, the newest last: what was done because of them was done because of this one.</summary>
    [Id(22)] public string[] TookIn { get; init; } = [];
}
