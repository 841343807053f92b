using Orleans;

namespace Soc.Model.Indicators;

/// <summary>Something that stands on a list: an address, a range, a domain, a file hash.</summary>
[GenerateSerializer, Immutable, Alias("soc.Indicator")]
public sealed record Indicator
{
    /// <summary>"ip", "cidr", "domain", "url", "sha256", "md5".</summary>
    [Id(0)] public required string Kind { get; init; }

    /// <summary>Canonical value, lower case.</summary>
    [Id(1)] public required string Value { get; init; }

    /// <summary>Name of the list or feed.</summary>
    [Id(2)] public required string List { get; init; }

    /// <summary>Lower case; "unspecified" when the list does not say.</summary>
    [Id(3)] public string Category { get; init; } = "unspecified";

    /// <summary>Score when fresh, 0–100.</summary>
    [Id(4)] public int BaseScore { get; init; } = 80;

    /// <summary>When it was last listed or sighted, ms since the epoch.</summary>
    [Id(5)] public long ListedMs { get; init; }

    /// <summary>When the list itself says that it ends, ms since the epoch; 0 never.</summary>
    [Id(6)] public long ValidUntilMs { get; init; }

    [Id(7)] public int FalsePositiveSightings { get; init; }
}
