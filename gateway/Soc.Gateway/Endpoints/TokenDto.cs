namespace Soc.Gateway.Endpoints;

/// <summary>A new credential. The secret is shown this once.</summary>
public sealed record TokenDto(string Id, string Kind, string Client, string[] Scopes, string? Expires, string Secret);
