using Orleans;

namespace Soc.Model.Response;

/// <summary>One entry of a client's audit. Each carries the hash of the one before it: none can be changed, left out or put in between unseen.</summary>
[GenerateSerializer, Immutable, Alias("soc.AuditRecord")]
public sealed record AuditRecord
{
    /// <summary>Hash before the first record.</summary>
    public const string NoHash = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Of the client's records, from 1, without a gap.</summary>
    [Id(0)] public required long Sequence { get; init; }

    [Id(1)] public required string Client { get; init; }

    [Id(2)] public required string OperationId { get; init; }

    /// <summary>What was done to whom, until when and by which rule.</summary>
    [Id(3)] public required OperationProposal Proposal { get; init; }

    [Id(4)] public required OperationEvent Event { get; init; }

    /// <summary>Its limit then; 0 when it had none yet.</summary>
    [Id(5)] public long UntilMs { get; init; }

    /// <summary>Hash of the record before, lower-case hexadecimal.</summary>
    [Id(6)] public required string PreviousHash { get; init; }

    /// <summary>SHA-256 of everything else in this record, lower-case hexadecimal.</summary>
    [Id(7)] public required string Hash { get; init; }
}
