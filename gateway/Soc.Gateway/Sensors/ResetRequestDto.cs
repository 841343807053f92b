namespace Soc.Gateway.Sensors;

/// <summary>Which connections a sensor is to break off: one (srcIp, srcPort, dstIp, dstPort), or all of an address (ip), or of a station (mac).</summary>
/// <param name="Seconds">For how long, 1 to 86,400; 60 when missing.</param>
/// <param name="MaxConnections">How many at most, 1 to 10,000; 100 when missing.</param>
public sealed record ResetRequestDto(string? Ip, string? Mac, string? SrcIp, int? SrcPort, string? DstIp, int? DstPort, int? Seconds, int? MaxConnections);
