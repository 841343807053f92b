namespace Soc.Gateway.Endpoints;

/// <summary>A credential to make.</summary>
/// <param name="Kind">"hec" or "api".</param>
/// <param name="Scopes">For api: "read", "verdict", "write", "respond" (rules by which something is done), "admin" (each of this client only); default read. For hec: "ingest".</param>
/// <param name="Expires">ISO 8601; never when left out.</param>
public sealed record TokenRequestDto(string? Kind, string[]? Scopes, string? Expires);
