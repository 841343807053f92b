using Orleans;

namespace Soc.Model.Response;

/// <summary>One TCP connection.</summary>
/// <param name="SrcIp">Who began it, as RFC 5952 writes it.</param>
/// <param name="SrcPort">1–65,535.</param>
/// <param name="DstIp">With whom.</param>
/// <param name="DstPort">1–65,535.</param>
[GenerateSerializer, Immutable, Alias("soc.TargetConnection")]
public sealed record TargetConnection(
    [property: Id(0)] string SrcIp,
    [property: Id(1)] int SrcPort,
    [property: Id(2)] string DstIp,
    [property: Id(3)] int DstPort);
