using Orleans;

namespace Soc.Model.Events;

/// <summary>What another product concluded (OCSF 2004).</summary>
[GenerateSerializer, Immutable, Alias("soc.FindingSection")]
public sealed record FindingSection
{
    [Id(0)] public string? Uid { get; init; }

    [Id(1)] public string? Title { get; init; }

    /// <summary>Type or category as written ("vulnerability", "spyware").</summary>
    [Id(2)] public string? Type { get; init; }

    /// <summary>The product's own score, 0–100; -1 when it has none.</summary>
    [Id(3)] public int Score { get; init; } = -1;

    /// <summary>OCSF action_id: 0 unknown, 1 allowed, 2 denied.</summary>
    [Id(4)] public int ActionId { get; init; }
}
