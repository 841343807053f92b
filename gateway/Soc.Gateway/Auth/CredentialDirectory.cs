using System.Security.Cryptography;
using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Auth;

/// <summary>
/// All credentials, as a snapshot in memory over the token store. A lookup hashes what was presented and compares hashes
/// in constant time, so that neither memory nor timing tells a secret.
/// </summary>
public sealed class CredentialDirectory(ITokenStore store, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _writes = new(1, 1);
    private CredentialSnapshot _snapshot = CredentialSnapshot.Empty;

    /// <summary>Every credential without its secret, oldest first.</summary>
    public IReadOnlyList<StoredToken> All => Snapshot.All;

    private CredentialSnapshot Snapshot => Volatile.Read(ref _snapshot);

    /// <summary>Those of a kind, oldest first.</summary>
    public IReadOnlyList<StoredToken> OfKind(string kind) => Snapshot.OfKind(kind);

    /// <summary>Reads the store again; what it holds replaces the snapshot.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _writes.WaitAsync(cancellationToken);
        try
        {
            var tokens = await store.ReadAllAsync(cancellationToken);
            Volatile.Write(ref _snapshot, new CredentialSnapshot(tokens));
        }
        finally
        {
            _writes.Release();
        }
    }

    /// <summary>Whose secret this is. Unknown for a secret of another kind.</summary>
    public AuthenticationResult Authenticate(string kind, string? secret)
    {
        if (string.IsNullOrEmpty(secret) || secret.Length > Secrets.MaxLength)
        {
            return default;
        }

        var hash = Secrets.Hash(secret);
        foreach (var token in Snapshot.WithPrefixOf(hash))
        {
            if (CryptographicOperations.FixedTimeEquals(token.SecretHash, hash) && string.Equals(token.Kind, kind, StringComparison.Ordinal))
            {
                return Judge(token);
            }
        }

        return default;
    }

    /// <summary>Makes a credential with a random secret; completes when it is durable.</summary>
    /// <param name="kind">See <see cref="CredentialKinds"/>.</param>
    /// <param name="client">Client id; "*" only for kind "api".</param>
    /// <param name="scopes">See <see cref="CredentialScopes"/>; empty: "ingest" for hec, "feed" for feed, "read" for api.</param>
    /// <param name="expires">Null: never.</param>
    /// <exception cref="ArgumentException">Unknown kind or scope, or a HEC token that names no client.</exception>
    public ValueTask<IssuedCredential> IssueAsync(string kind, string client, IReadOnlyList<string> scopes, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        IssueAsync(kind, client, scopes, expires, name: "", cancellationToken);

    /// <summary>The same, with a name for people.</summary>
    /// <exception cref="ArgumentException">As above.</exception>
    public async ValueTask<IssuedCredential> IssueAsync(
        string kind, string client, IReadOnlyList<string> scopes, DateTimeOffset? expires, string name, CancellationToken cancellationToken)
    {
        var secret = Secrets.New(kind);
        var token = await SetAsync(Secrets.NewId(), kind, client, scopes, secret, expires, name, cancellationToken);
        return new IssuedCredential(token, secret);
    }

    /// <summary>Stores a secret that the operator chose, under an id that he or the bootstrap chose; replaces what had the id.</summary>
    /// <exception cref="ArgumentException">As <see cref="IssueAsync"/>; or the secret is empty or too long.</exception>
    public ValueTask<StoredToken> SetAsync(string id, string kind, string client, IReadOnlyList<string> scopes, string secret, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        SetAsync(id, kind, client, scopes, secret, expires, name: "", cancellationToken);

    private async ValueTask<StoredToken> SetAsync(
        string id, string kind, string client, IReadOnlyList<string> scopes, string secret, DateTimeOffset? expires, string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrEmpty(secret);
        ArgumentNullException.ThrowIfNull(scopes);
        Check(kind, client, scopes, secret);
        var token = new StoredToken(
            id,
            kind,
            client,
            scopes.Count > 0 ? [.. scopes] : DefaultScopes(kind),
            Secrets.Hash(secret),
            expires?.ToUnixTimeMilliseconds() ?? 0,
            Disabled: false,
            time.GetUtcNow().ToUnixTimeMilliseconds())
        { Name = name };
        await WriteAsync(token, cancellationToken);
        return token;
    }

    /// <summary>Refuses a credential from now on, everywhere; false when it was refused before or there is none: of several that use a token up at once, one gets true.</summary>
    public async ValueTask<bool> DisableAsync(string id, CancellationToken cancellationToken)
    {
        await _writes.WaitAsync(cancellationToken);
        try
        {
            // The store decides, and not this copy: another gateway may have been faster.
            var isFirst = await store.DisableAsync(id, cancellationToken);
            if (Find(id) is { Disabled: false } token)
            {
                Volatile.Write(ref _snapshot, Snapshot.With(token with { Disabled = true }));
            }

            return isFirst;
        }
        finally
        {
            _writes.Release();
        }
    }

    /// <summary>Keeps a sensor that has enrolled. Nobody knows a secret of it.</summary>
    /// <param name="name">For people.</param>
    public ValueTask RegisterSensorAsync(string id, string client, string name, CancellationToken cancellationToken) =>
        WriteAsync(
            new StoredToken(id, CredentialKinds.Sensor, client, [], RandomNumberGenerator.GetBytes(Secrets.RandomBytes), ExpiresMs: 0, Disabled: false, time.GetUtcNow().ToUnixTimeMilliseconds()) { Name = name },
            cancellationToken);

    /// <summary>False once the credential was revoked or its time is over. One of a provider, which nobody here revokes, lasts as long as its token.</summary>
    public bool IsStillGood(Credential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return Find(credential.Id) is not { Disabled: true } && (credential.ExpiresMs == 0 || credential.ExpiresMs > time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    /// <summary>The credential with this public id, or null.</summary>
    public StoredToken? Find(string id) => Snapshot.Find(id);

    public void Dispose() => _writes.Dispose();

    private static string[] DefaultScopes(string kind) => kind switch { CredentialKinds.Hec => [CredentialScopes.Ingest], CredentialKinds.Feed => [CredentialScopes.Feed], CredentialKinds.Api => [CredentialScopes.Read], _ => [] };

    private static void Check(string kind, string client, IReadOnlyList<string> scopes, string secret)
    {
        if (!CredentialKinds.IsKnown(kind))
        {
            throw new ArgumentException("That kind of credential is not known.", nameof(kind));
        }

        if (string.IsNullOrWhiteSpace(client) || (kind != CredentialKinds.Api && client == CredentialKinds.AllClients))
        {
            throw new ArgumentException("A credential names its client; a HEC token names exactly one.", nameof(client));
        }

        if (scopes.FirstOrDefault(s => !CredentialScopes.IsKnown(s)) is not null)
        {
            throw new ArgumentException($"Scopes are {string.Join(", ", CredentialScopes.All)}.", nameof(scopes));
        }

        if (secret.Length > Secrets.MaxLength)
        {
            throw new ArgumentException($"A secret has at most {Secrets.MaxLength} characters.", nameof(secret));
        }
    }

    private AuthenticationResult Judge(StoredToken token)
    {
        if (token.Disabled)
        {
            return new(AuthenticationStatus.Disabled, null);
        }

        return token.ExpiresMs != 0 && token.ExpiresMs <= time.GetUtcNow().ToUnixTimeMilliseconds()
            ? new(AuthenticationStatus.Expired, null)
            : new(AuthenticationStatus.Ok, new Credential(token));
    }

    private async ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken)
    {
        await _writes.WaitAsync(cancellationToken);
        try
        {
            await store.WriteAsync(token, cancellationToken);
            Volatile.Write(ref _snapshot, Snapshot.With(token));
        }
        finally
        {
            _writes.Release();
        }
    }
}
