using Orleans;

namespace Soc.Model.Entities;

/// <summary>An address or name that stands on a list.</summary>
/// <param name="List">Name of the list or feed.</param>
/// <param name="Category">"c2", "scanner", "phishing", "brute-force", "spam" … lower case, or "unspecified".</param>
/// <param name="BaseScore">Score when fresh, 0–100.</param>
/// <param name="ListedMs">When it was last listed or sighted, ms since the epoch.</param>
/// <param name="FalsePositiveSightings">How often people said that this listing was wrong.</param>
[GenerateSerializer, Immutable, Alias("soc.IndicatorHit")]
public sealed record IndicatorHit(
    [property: Id(0)] string List,
    [property: Id(1)] string Category,
    [property: Id(2)] int BaseScore,
    [property: Id(3)] long ListedMs,
    [property: Id(4)] int FalsePositiveSightings);
