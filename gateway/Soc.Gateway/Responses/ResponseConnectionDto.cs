namespace Soc.Gateway.Responses;

/// <summary>One TCP connection.</summary>
public sealed record ResponseConnectionDto(string? SrcIp, int SrcPort, string? DstIp, int DstPort);
