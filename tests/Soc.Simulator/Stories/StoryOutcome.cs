namespace Soc.Simulator.Stories;

/// <summary>What came out of a story.</summary>
/// <param name="Got">In a few words.</param>
/// <param name="IncidentIds">The incidents that it is about.</param>
internal sealed record StoryOutcome(bool Passed, string Got, IReadOnlyList<string> IncidentIds);
