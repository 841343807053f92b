using Orleans;

namespace Soc.Model.Response;

/// <summary>One thing that happened to an operation.</summary>
[GenerateSerializer, Immutable, Alias("soc.OperationEvent")]
public sealed record OperationEvent
{
    /// <summary>From 1, in order.</summary>
    [Id(0)] public required int Number { get; init; }

    [Id(1)] public required long AtMs { get; init; }

    /// <summary>What it was about: "proposed", "guards", "approved", "apply", "verify", "revert", "extend", "end" …</summary>
    [Id(2)] public required string Kind { get; init; }

    /// <summary>Where the operation stands since.</summary>
    [Id(3)] public required OperationStatus Status { get; init; }

    [Id(4)] public required ResponseActor By { get; init; }

    /// <summary>One sentence.</summary>
    [Id(5)] public required string Text { get; init; }

    /// <summary>What a call came to. Its exchanges are kept until the audit has them.</summary>
    [Id(6)] public ContainmentOutcome? Outcome { get; init; }

    /// <summary>What the guard rails said, every one of them.</summary>
    [Id(7)] public GuardCheck[] Checks { get; init; } = [];
}
