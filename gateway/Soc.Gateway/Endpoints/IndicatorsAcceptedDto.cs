namespace Soc.Gateway.Endpoints;

/// <summary>What became of a list.</summary>
/// <param name="Accepted">Indicators taken.</param>
/// <param name="Rejected">Lines or objects that could not be read.</param>
/// <param name="Problems">The first of them, with the reason.</param>
public sealed record IndicatorsAcceptedDto(int Accepted, int Rejected, string[] Problems);
