namespace Soc.Detection.Risk;

/// <summary>The risk of an entity at a moment.</summary>
/// <param name="Score">0–100, after criticality.</param>
/// <param name="Level">info, low, medium, high or critical.</param>
/// <param name="Parts">Every contribution, greatest first.</param>
public sealed record RiskSummary(double Score, string Level, IReadOnlyList<RiskPart> Parts);
