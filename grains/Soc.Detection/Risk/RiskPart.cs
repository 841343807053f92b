namespace Soc.Detection.Risk;

/// <summary>What one finding adds to the risk of an entity.</summary>
/// <param name="Detector">Detector id.</param>
/// <param name="Score">Its score now: after decay and after what repetition takes, 0–100.</param>
/// <param name="Contribution">Points of the risk that come from it; all contributions add up to the risk.</param>
/// <param name="AtMs">Event time, ms since the epoch.</param>
/// <param name="Text">A sentence.</param>
public sealed record RiskPart(string Detector, double Score, double Contribution, long AtMs, string Text);
