using Orleans;

namespace Soc.Model.Escalation;

/// <summary>What a client's next digest will say.</summary>
[GenerateSerializer, Immutable, Alias("soc.DigestState")]
public sealed record DigestState
{
    /// <summary>Most lines, the worst incidents first; the rest is counted.</summary>
    public const int MaxItems = 100;

    [Id(0)] public DigestItem[] Items { get; init; } = [];

    /// <summary>Lines beyond <see cref="MaxItems"/>.</summary>
    [Id(1)] public int Unnamed { get; init; }

    /// <summary>Since when there is something to say, wall clock, ms since the epoch; 0 when there is nothing.</summary>
    [Id(2)] public long SinceMs { get; init; }

    /// <summary>Digests so far: makes their ids.</summary>
    [Id(3)] public long Digests { get; init; }
}
