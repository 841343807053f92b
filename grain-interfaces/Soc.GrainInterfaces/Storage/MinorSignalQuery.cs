namespace Soc.GrainInterfaces.Storage;

/// <summary>Which minor findings of a client.</summary>
/// <param name="Detector">Only of this detector; null for all.</param>
/// <param name="Entity">Only of this entity, by its key's text; null for all.</param>
/// <param name="SinceMs">With event time at or after, ms since the epoch.</param>
/// <param name="Limit">1–500.</param>
/// <param name="Cursor">From the page before; null for the first.</param>
public sealed record MinorSignalQuery(string Client, string? Detector, string? Entity, double MinScore, long SinceMs, int Limit, string? Cursor);
