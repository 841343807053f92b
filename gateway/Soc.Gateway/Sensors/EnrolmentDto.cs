namespace Soc.Gateway.Sensors;

/// <summary>A token that enrols one sensor, shown once.</summary>
/// <param name="Token">The secret, and behind the dot whom the sensor is to believe.</param>
/// <param name="Gateway">Where to enrol, as far as this gateway knows its own name.</param>
public sealed record EnrolmentDto(string Id, string Token, string Gateway, string Expires);
