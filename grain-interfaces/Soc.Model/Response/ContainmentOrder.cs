using Orleans;

namespace Soc.Model.Response;

/// <summary>What a connector is asked to do. The same order may come again: whoever carries it out recognises it by its operation.</summary>
[GenerateSerializer, Immutable, Alias("soc.ContainmentOrder")]
public sealed record ContainmentOrder
{
    /// <summary>Longest <see cref="Reason"/>, characters.</summary>
    public const int MaxReasonLength = 512;

    /// <summary>Stable over retries and restarts.</summary>
    [Id(0)] public required string OperationId { get; init; }

    [Id(1)] public required string Client { get; init; }

    [Id(2)] public required ContainmentAction Action { get; init; }

    [Id(3)] public required ContainmentTarget Target { get; init; }

    /// <summary>When it ends, wall clock, ms since the epoch. No order is without an end.</summary>
    [Id(4)] public required long UntilMs { get; init; }

    /// <summary>The incident it belongs to; null for one that a person asked for by itself.</summary>
    [Id(5)] public string? IncidentId { get; init; }

    /// <summary>One sentence for whoever meets it in the other product.</summary>
    [Id(6)] public string Reason { get; init; } = "";

    /// <summary>
    /// What was there before, by the outcome of an earlier planning or attempt of this operation; null for the first attempt. With it a connector knows, after a
    /// restart, that what it finds done is this operation's own work, and what reverting has to restore.
    /// </summary>
    [Id(7)] public string? Prior { get; init; }

    /// <summary>Score of what it is about, 0–100; 100 when a person asked for it. Where there is no room for all, what is worth more stays.</summary>
    [Id(8)] public int Score { get; init; } = 100;

    /// <summary>Operations that left to this one what they did: their work counts as its own.</summary>
    [Id(9)] public string[] Inherited { get; init; } = [];
}
