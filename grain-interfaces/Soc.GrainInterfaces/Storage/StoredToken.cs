namespace Soc.GrainInterfaces.Storage;

/// <summary>A credential without its secret.</summary>
/// <param name="Id">Public id, shown in lists.</param>
/// <param name="Kind">"hec", "api", "enrolment" or "sensor".</param>
/// <param name="Client">The client it belongs to; "*" for an administrator of all.</param>
/// <param name="Scopes">"read", "write", "verdict", "respond", "admin", "ingest", "feed".</param>
/// <param name="SecretHash">SHA-256 of the secret (the secrets are random and long, so that no slow hash is needed).</param>
/// <param name="ExpiresMs">ms since the epoch; 0 never.</param>
/// <param name="Disabled">Refused with "token disabled".</param>
/// <param name="CreatedMs">ms since the epoch.</param>
public sealed record StoredToken(
    string Id,
    string Kind,
    string Client,
    string[] Scopes,
    byte[] SecretHash,
    long ExpiresMs,
    bool Disabled,
    long CreatedMs)
{
    /// <summary>What people call it; empty when it has no name.</summary>
    public string Name { get; init; } = "";
}
