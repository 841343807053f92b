namespace Soc.Gateway.Endpoints;

/// <summary>A credential to make.</summary>
/// <param name="Kind">"hec", "api" or "feed".</param>
/// <param name="Scopes">For api: "feed", "read", "verdict" (judge, propose actions, end them), "write", "respond" (agree to actions; rules by which something is done), "admin" (each of this client only); default read. For hec: "ingest". For feed: "feed".</param>
/// <param name="Expires">ISO 8601; never when left out.</param>
/// <param name="Role">Of an api key, instead of scopes: "client_viewer" (read), "analyst" (and verdict), "responder" (and respond) or "admin".</param>
/// <param name="Name">What people call its holder, for the audit: nobody agrees to what somebody of his own name wants. The credential's id when left out.</param>
public sealed record TokenRequestDto(string? Kind, string[]? Scopes, string? Expires, string? Role = null, string? Name = null);
