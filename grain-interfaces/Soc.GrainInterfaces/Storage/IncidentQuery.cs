using Soc.Model.Incidents;

namespace Soc.GrainInterfaces.Storage;

/// <summary>What to list.</summary>
/// <param name="Client">Client id.</param>
/// <param name="Status">Only these, or null for all.</param>
/// <param name="MinScore">From this score, 0–100.</param>
/// <param name="SinceMs">Last seen at or after, ms since the epoch.</param>
/// <param name="Limit">1–500.</param>
/// <param name="Cursor">From an earlier page, or null.</param>
public sealed record IncidentQuery(string Client, IncidentStatus? Status, double MinScore, long SinceMs, int Limit, string? Cursor)
{
    /// <summary>Detected (wall clock) at or after, ms since the epoch. The store looks at every incident since <see cref="SinceMs"/> for it, and gives only those.</summary>
    public long DetectedFromMs { get; init; } = long.MinValue;

    /// <summary>Detected before.</summary>
    public long DetectedToMs { get; init; } = long.MaxValue;
}
