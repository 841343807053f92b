namespace Soc.Gateway.Reports;

/// <summary>Whom or what incidents were about most.</summary>
public sealed record TopEntityDto(string Kind, string Key, int Incidents, double HighestScore);
