using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Auth;

/// <summary>A credential that was presented and is good: who it is and what it may do; never the secret.</summary>
public sealed class Credential
{
    private readonly HashSet<string> _scopes;

    public Credential(StoredToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        Id = token.Id;
        Kind = token.Kind;
        Client = token.Client;
        ExpiresMs = token.ExpiresMs;
        _scopes = new HashSet<string>(token.Scopes, StringComparer.Ordinal);
    }

    /// <summary>Public id; fit for logs and lists.</summary>
    public string Id { get; }

    /// <summary>See <see cref="CredentialKinds"/>.</summary>
    public string Kind { get; }

    /// <summary>The client it belongs to, or <see cref="CredentialKinds.AllClients"/>.</summary>
    public string Client { get; }

    /// <summary>Milliseconds since the epoch; 0 never.</summary>
    public long ExpiresMs { get; }

    public bool IsForAllClients => string.Equals(Client, CredentialKinds.AllClients, StringComparison.Ordinal);

    /// <summary>Has this scope; "admin" holds every scope.</summary>
    public bool Has(string scope) => _scopes.Contains(scope) || _scopes.Contains(CredentialScopes.Admin);

    /// <summary>May touch this client's objects.</summary>
    public bool MayAccess(string client) => IsForAllClients || string.Equals(Client, client, StringComparison.OrdinalIgnoreCase);
}
