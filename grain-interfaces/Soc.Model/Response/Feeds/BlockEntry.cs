using Orleans;

namespace Soc.Model.Response.Feeds;

/// <summary>Something that is blocked, with everybody who wants that.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">In the one form that its kind has.</param>
/// <param name="Version">Version of the list with which anything that a firewall sees of it changed last; no other entry or removal has the same.</param>
/// <param name="ChangedMs">When that was, ms since the epoch; no other change has the same.</param>
/// <param name="SinceMs">Since when it is blocked, whoever held it first, ms since the epoch; the block's own number among all blocks of this value.</param>
/// <param name="Holds">At least one, by operation.</param>
[GenerateSerializer, Immutable, Alias("soc.BlockEntry")]
public sealed record BlockEntry(
    [property: Id(0)] BlockKind Kind,
    [property: Id(1)] string Value,
    [property: Id(2)] long Version,
    [property: Id(3)] long ChangedMs,
    [property: Id(4)] long SinceMs,
    [property: Id(5)] BlockHold[] Holds)
{
    /// <summary>When the last hold ends, ms since the epoch.</summary>
    public long UntilMs => Holds.Max(h => h.UntilMs);

    /// <summary>The highest of its holds.</summary>
    public int Score => Holds.Max(h => h.Score);

    /// <summary>That of the hold with the highest score, of several the one that began first.</summary>
    public string Reason => Holds.OrderByDescending(h => h.Score).ThenBy(h => h.SinceMs).ThenBy(h => h.OperationId, StringComparer.Ordinal).First().Reason;
}
