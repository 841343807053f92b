namespace Soc.Gateway.Endpoints;

/// <summary>What one detector adds to an entity's risk, in points of 100.</summary>
public sealed record RiskContributionDto(string Detector, double Score, double Contribution, string At, string Text);
