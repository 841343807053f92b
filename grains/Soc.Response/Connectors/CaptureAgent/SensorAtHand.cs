namespace Soc.Response.Connectors.CaptureAgent;

/// <summary>A capture agent of a client.</summary>
/// <param name="Id">Of its credential.</param>
/// <param name="Name">What people call it; its id when it has no name.</param>
/// <param name="IsConnected">To any gateway, now.</param>
/// <param name="MayReset">Whoever runs its machine turned that on.</param>
/// <param name="ClockSkewMs">Its clock minus its gateway's.</param>
public sealed record SensorAtHand(string Id, string Name, bool IsConnected, bool MayReset, long ClockSkewMs);
