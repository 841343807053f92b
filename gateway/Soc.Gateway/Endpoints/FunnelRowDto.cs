namespace Soc.Gateway.Endpoints;

/// <summary>Records of one source and outcome.</summary>
public sealed record FunnelRowDto(string Source, string Outcome, string? Reason, long Records, long Events, string? LastEvent);
