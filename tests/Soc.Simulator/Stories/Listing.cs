namespace Soc.Simulator.Stories;

/// <summary>An address on a list.</summary>
/// <param name="ListedAtMs">When it was put there, ms since the epoch.</param>
internal sealed record Listing(string List, string Address, string Category, long ListedAtMs);
