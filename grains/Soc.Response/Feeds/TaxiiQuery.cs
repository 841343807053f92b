namespace Soc.Response.Feeds;

/// <summary>Which objects of a collection are asked for.</summary>
/// <param name="AddedAfterMs">Only those that changed later, ms since the epoch.</param>
/// <param name="AfterVersion">Where the page before ended.</param>
/// <param name="Limit">Most objects of the page.</param>
/// <param name="Types">Only of these types; empty for all.</param>
/// <param name="Ids">Only these; empty for all.</param>
public sealed record TaxiiQuery(long AddedAfterMs, long AfterVersion, int Limit, IReadOnlyList<string> Types, IReadOnlyList<string> Ids)
{
    public const int MaxLimit = 1_000;
    public const int DefaultLimit = 200;
}
