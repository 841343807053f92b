namespace Soc.Gateway.Endpoints;

/// <summary>How long a finding took to be known, by its first version.</summary>
/// <param name="Event">When the event happened that completed it, by the source's clock.</param>
/// <param name="Received">When the gateway received that event.</param>
/// <param name="Detected">When it was known as a finding of the client.</param>
/// <param name="DelayMs">From the event to the finding.</param>
/// <param name="OwnDelayMs">The part of it from receipt to the finding; the rest is the source's, and the way here.</param>
public sealed record SignalTimesDto(string Event, string Received, string Detected, long DelayMs, long OwnDelayMs);
