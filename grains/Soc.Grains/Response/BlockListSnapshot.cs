using Orleans;
using Soc.Model.Response.Feeds;
using Soc.Response.Feeds;

namespace Soc.Grains.Response;

/// <summary>What is stored of a client's block list.</summary>
[GenerateSerializer, Immutable, Alias("soc.BlockListSnapshot")]
public sealed record BlockListSnapshot
{
    /// <summary>Version of this form; a higher one stops the grain with a clear error rather than being misread.</summary>
    public const int CurrentVersion = 1;

    [Id(0)] public int Version { get; init; } = CurrentVersion;

    [Id(1)] public BlockList List { get; init; } = BlockList.Empty;

    /// <summary>At most <see cref="FeedPolls.MaxPolls"/>.</summary>
    [Id(2)] public FeedPoll[] Polls { get; init; } = [];
}
