namespace Soc.Grains.Response;

/// <summary>The kill switch of all clients, as it is set now.</summary>
public sealed record ResponseSwitch(Func<bool> IsKilledEverywhere);
