namespace Soc.Gateway.Endpoints;

/// <summary>A record that could not be parsed.</summary>
public sealed record DeadLetterDto(string Received, string? Sourcetype, string Reason, string Raw, int RawLength);
