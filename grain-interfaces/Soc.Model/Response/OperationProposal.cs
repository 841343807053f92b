using Orleans;

namespace Soc.Model.Response;

/// <summary>What is to be done, why, and by what right.</summary>
[GenerateSerializer, Immutable, Alias("soc.OperationProposal")]
public sealed record OperationProposal
{
    /// <summary>Most <see cref="EvidenceIds"/>.</summary>
    public const int MaxEvidence = 64;

    /// <summary>Most <see cref="AskedFor"/>.</summary>
    public const int MaxAskedFor = 8;

    /// <summary>Longest id in it.</summary>
    public const int MaxIdLength = 128;

    /// <summary>Stable: the same proposal again has the same id, and is the same operation.</summary>
    [Id(0)] public required string OperationId { get; init; }

    [Id(1)] public required string Client { get; init; }

    [Id(2)] public required ContainmentAction Action { get; init; }

    [Id(3)] public required ContainmentTarget Target { get; init; }

    /// <summary>How long it lasts from the moment in which it begins.</summary>
    [Id(4)] public required long DurationMs { get; init; }

    /// <summary>Who carries it out: the name of the client's connector.</summary>
    [Id(5)] public required string Connector { get; init; }

    /// <summary>The engine when a rule says so, else the person who wants it.</summary>
    [Id(6)] public required ResponseActor ProposedBy { get; init; }

    /// <summary>Others who wanted it ("analyst on the telephone"): none of them can approve it.</summary>
    [Id(7)] public ResponseActor[] AskedFor { get; init; } = [];

    /// <summary>The client's rule that leads to it; null when a person asks without one.</summary>
    [Id(8)] public string? RuleId { get; init; }

    /// <summary>Version of the client's rules then.</summary>
    [Id(9)] public long RuleVersion { get; init; }

    [Id(10)] public string? IncidentId { get; init; }

    /// <summary>Signals or events that it rests on.</summary>
    [Id(11)] public string[] EvidenceIds { get; init; } = [];

    /// <summary>One sentence for whoever meets it, here or in the other product.</summary>
    [Id(12)] public string Reason { get; init; } = "";

    /// <summary>People are asked before anything is done. What cannot be undone is always asked.</summary>
    [Id(13)] public bool NeedsApproval { get; init; }

    /// <summary>All checks, and nothing is done.</summary>
    [Id(14)] public bool IsShadow { get; init; }

    /// <summary>What led to it arrived late: nothing begins by itself because of it.</summary>
    [Id(15)] public bool IsLate { get; init; }

    /// <summary>By the connector's description of the action: what was there before can be restored.</summary>
    [Id(16)] public bool IsReversible { get; init; }

    /// <summary>By the connector's description of the action: the other product ends it by itself, so that a longer limit must be told to it.</summary>
    [Id(17)] public bool EndsByItself { get; init; }

    /// <summary>The client agreed that it is done when everybody was asked and nobody answered.</summary>
    [Id(18)] public bool ActsUnanswered { get; init; }

    /// <summary>By the connector's description of the action: the other product keeps apart what each operation holds, so that each undoes its own.</summary>
    [Id(19)] public bool KeepsHolds { get; init; }
}
