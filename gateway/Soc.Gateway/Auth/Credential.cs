using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Auth;

/// <summary>A credential that was presented and is good: who it is and what it may do; never the secret.</summary>
public sealed class Credential
{
    private readonly HashSet<string> _scopes;

    /// <param name="id">Public id.</param>
    /// <param name="kind">See <see cref="CredentialKinds"/>.</param>
    /// <param name="client">Client id, or <see cref="CredentialKinds.AllClients"/>.</param>
    /// <param name="scopes">See <see cref="CredentialScopes"/>.</param>
    /// <param name="expiresMs">ms since the epoch; 0 never.</param>
    public Credential(string id, string kind, string client, IEnumerable<string> scopes, long expiresMs)
    {
        Id = Name = id;
        Kind = kind;
        Client = client;
        ExpiresMs = expiresMs;
        _scopes = new HashSet<string>(scopes, StringComparer.Ordinal);
    }

    public Credential(StoredToken token)
        : this(token.Id, token.Kind, token.Client, token.Scopes, token.ExpiresMs) => Name = token.Name.Length > 0 ? token.Name : token.Id;

    /// <summary>Public id; fit for logs and lists.</summary>
    public string Id { get; }

    /// <summary>What people call its holder; its id when it has no name.</summary>
    public string Name { get; }

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
