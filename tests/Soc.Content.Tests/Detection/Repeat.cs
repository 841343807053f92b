using System.Text.Json.Serialization;

namespace Soc.Content.Tests.Detection;

/// <summary>Says how often a line of a case happens.</summary>
/// <param name="Every">Time between two ("1.00:00:00" is a day).</param>
/// <param name="Times">How many in all, the first included; 1–10,000.</param>
/// <param name="Workdays">Leaves Saturdays and Sundays (UTC) out; they count among the times.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Repeat(TimeSpan Every, int Times, bool Workdays = false);
