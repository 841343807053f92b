namespace Soc.Gateway.Sensors;

/// <summary>An interface of a sensor that no frames reach any more.</summary>
/// <param name="State">"up", "down" and so on.</param>
public sealed record SensorDeafnessDto(string Interface, string Since, string State);
