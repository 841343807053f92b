using Orleans;
using Soc.Model.Policies;

namespace Soc.Model.Escalation;

/// <summary>A whole message on its way: a summary, or a digest.</summary>
[GenerateSerializer, Immutable, Alias("soc.AddressedNotice")]
public sealed record AddressedNotice
{
    [Id(0)] public required Notice Notice { get; init; }

    [Id(1)] public required ContactStep To { get; init; }

    /// <summary>How often it was sent in vain to this contact.</summary>
    [Id(2)] public int Tries { get; init; }

    /// <summary>Not before, wall clock, ms since the epoch.</summary>
    [Id(3)] public long NextMs { get; init; }
}
