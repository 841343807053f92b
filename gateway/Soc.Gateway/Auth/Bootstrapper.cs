using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Policies;

namespace Soc.Gateway.Auth;

/// <summary>
/// Makes the engine usable at the first start: a client, an administrator's key and a HEC token. Run again it changes
/// nothing, but for a secret that the operator set anew. A random secret is printed once, when it is made; one that the
/// operator gave is never printed; none is ever logged.
/// </summary>
public sealed class Bootstrapper(IClientStore clients, IClientPolicies policies, CredentialDirectory credentials, BootstrapOptions options, TextWriter output)
{
    /// <summary>Id of the administrator's key.</summary>
    public const string AdminKeyId = "bootstrap-admin";

    /// <summary>Id of the first client's HEC token.</summary>
    public const string HecTokenId = "bootstrap-hec";

    /// <summary>Loads the credentials, then makes what is missing.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await credentials.LoadAsync(cancellationToken);
        var hasClient = await EnsureClientAsync(cancellationToken);
        await EnsureAdminKeyAsync(cancellationToken);
        if (hasClient)
        {
            await EnsureHecTokenAsync(cancellationToken);
        }
    }

    /// <summary>False when other clients exist and nobody asked for this one: an estate that is set up gets no demo client.</summary>
    private async Task<bool> EnsureClientAsync(CancellationToken cancellationToken)
    {
        var stored = await clients.ReadAllAsync(cancellationToken);
        foreach (var policy in stored)
        {
            policies.Publish(policy);
        }

        if (stored.Any(p => string.Equals(p.Client, options.Client, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        if (stored.Count > 0 && options.HecToken is null)
        {
            return false;
        }

        var first = ClientPolicy.DefaultFor(options.Client) with { Version = 1 };
        if (await clients.WriteAsync(first, cancellationToken))
        {
            policies.Publish(first);
        }

        return true;
    }

    private async Task EnsureAdminKeyAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(options.AdminKey))
        {
            await EnsureGivenAsync(AdminKeyId, CredentialKinds.Api, CredentialKinds.AllClients, CredentialScopes.Admin, options.AdminKey, cancellationToken);
        }
        else if (!credentials.All.Any(t => t.Kind == CredentialKinds.Api && t.Client == CredentialKinds.AllClients && t.Scopes.Contains(CredentialScopes.Admin, StringComparer.Ordinal)))
        {
            var secret = Secrets.New(CredentialKinds.Api);
            await credentials.SetAsync(AdminKeyId, CredentialKinds.Api, CredentialKinds.AllClients, [CredentialScopes.Admin], secret, expires: null, cancellationToken);
            await output.WriteLineAsync($"Admin API key (shown once): {secret}");
        }
    }

    private async Task EnsureHecTokenAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(options.HecToken))
        {
            await EnsureGivenAsync(HecTokenId, CredentialKinds.Hec, options.Client, CredentialScopes.Ingest, options.HecToken, cancellationToken);
        }
        else if (!credentials.All.Any(t => t.Kind == CredentialKinds.Hec && string.Equals(t.Client, options.Client, StringComparison.OrdinalIgnoreCase)))
        {
            var secret = Secrets.New(CredentialKinds.Hec);
            await credentials.SetAsync(HecTokenId, CredentialKinds.Hec, options.Client, [CredentialScopes.Ingest], secret, expires: null, cancellationToken);
            await output.WriteLineAsync($"HEC token of client {options.Client} (shown once): {secret}");
        }
    }

    private async Task EnsureGivenAsync(string id, string kind, string client, string scope, string secret, CancellationToken cancellationToken)
    {
        if (credentials.Authenticate(kind, secret) is { Status: AuthenticationStatus.Ok, Credential: { } known } && known.MayAccess(client) && known.Has(scope))
        {
            return;
        }

        await credentials.SetAsync(id, kind, client, [scope], secret, expires: null, cancellationToken);
    }
}
