namespace Soc.Gateway.Endpoints;

/// <summary>Working hours in the client's time zone: "08:00", "18:00", ["monday", …].</summary>
public sealed record HoursDto(string? Start, string? End, string[]? Days);
