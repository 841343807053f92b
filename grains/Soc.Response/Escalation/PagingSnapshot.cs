using Orleans;
using Soc.Model.Escalation;

namespace Soc.Response.Escalation;

/// <summary>What is stored of how much a client's people are told.</summary>
[GenerateSerializer, Immutable, Alias("soc.PagingSnapshot")]
public sealed record PagingSnapshot
{
    /// <summary>Version of this form; a higher one stops the grain with a clear error rather than being misread.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Most of <see cref="Outbox"/>; beyond it the oldest goes.</summary>
    public const int MaxOutbox = 64;

    [Id(0)] public int Version { get; init; } = CurrentVersion;

    [Id(1)] public PagingState Limits { get; init; } = new();

    [Id(2)] public DigestState Digest { get; init; } = new();

    /// <summary>Summaries and digests that are not delivered yet.</summary>
    [Id(3)] public AddressedNotice[] Outbox { get; init; } = [];
}
