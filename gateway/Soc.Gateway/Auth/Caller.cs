using Soc.Gateway.Auth.Oidc;
using Soc.Model.Policies;
using Soc.Model.Response;

namespace Soc.Gateway.Auth;

/// <summary>Who calls the API: the client comes from the credential, never from a header or body.</summary>
public sealed class Caller(Credential credential)
{
    /// <summary>Public id of the credential; names a person's verdict.</summary>
    public string Id => credential.Id;

    /// <summary>The credential's client, or "*".</summary>
    public string Client => credential.Client;

    /// <summary>Who he is where operations are concerned: nobody agrees to what somebody of his own name wants.</summary>
    public ResponseActor Actor => new(credential.Name, CredentialRoles.RoleOf(credential.Has));

    /// <summary>True for an administrator of all clients.</summary>
    public bool IsForAllClients => credential.IsForAllClients;

    /// <summary>True for the credential's own client, and for an administrator.</summary>
    public bool MaySee(string client) => credential.MayAccess(client);

    /// <summary>True when the credential has this scope; "admin" has all.</summary>
    public bool Has(string scope) => credential.Has(scope);

    /// <summary>As whose right a client's rules act when he saves them.</summary>
    public PolicyAuthor AsAuthor() => new(credential.Id, !credential.Id.StartsWith(OidcCredential.IdPrefix, StringComparison.Ordinal));

    /// <summary>False once the credential was revoked or its time is over: a long answer ends then.</summary>
    public bool IsStillGood(CredentialDirectory credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return credentials.IsStillGood(credential);
    }

    /// <summary>Binds an endpoint's parameter from the authenticated request.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Features.Get<Credential>() is { } credential ? new Caller(credential) : null);
}
