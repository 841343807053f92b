using Orleans;

namespace Soc.Model.Escalation;

/// <summary>A line of the digest. The newest of a key takes the place of the one before.</summary>
[GenerateSerializer, Immutable, Alias("soc.DigestItem")]
public sealed record DigestItem
{
    public const int MaxTextLength = 400;

    /// <summary>What it is a line of: an incident, or one of its operations.</summary>
    [Id(0)] public required string Key { get; init; }

    [Id(1)] public required string IncidentId { get; init; }

    [Id(2)] public required DigestKind Kind { get; init; }

    [Id(3)] public required string Title { get; init; }

    /// <summary>How it stands, one sentence; at most <see cref="MaxTextLength"/> characters.</summary>
    [Id(4)] public required string Text { get; init; }

    /// <summary>0–100.</summary>
    [Id(5)] public double Score { get; init; }

    /// <summary>Since when, wall clock, ms since the epoch.</summary>
    [Id(6)] public long AtMs { get; init; }

    /// <summary>It changes a line that is there still, and makes none.</summary>
    [Id(7)] public bool IsUpdate { get; init; }
}
