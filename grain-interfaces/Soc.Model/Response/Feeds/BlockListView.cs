using Orleans;

namespace Soc.Model.Response.Feeds;

/// <summary>A client's block list as it is at one version; every feed is made from this.</summary>
[GenerateSerializer, Immutable, Alias("soc.BlockListView")]
public sealed record BlockListView
{
    [Id(0)] public required string Client { get; init; }

    /// <summary>Grows with every change that a firewall can see.</summary>
    [Id(1)] public required long Version { get; init; }

    /// <summary>What is blocked, what is worth most first.</summary>
    [Id(2)] public BlockEntry[] Entries { get; init; } = [];

    /// <summary>What left the list lately, oldest first.</summary>
    [Id(3)] public BlockRemoval[] Removals { get; init; } = [];

    /// <summary>How often something found no room, or lost it to something worth more.</summary>
    [Id(4)] public long LeftOut { get; init; }
}
