namespace Soc.Gateway.Endpoints;

/// <summary>One typed fact with its sentence and its weight in points.</summary>
public sealed record EvidenceDto(string Fact, string Text, double Weight);
