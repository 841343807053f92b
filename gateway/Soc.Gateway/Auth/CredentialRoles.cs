using Soc.Model.Response;

namespace Soc.Gateway.Auth;

/// <summary>Roles: names for bundles of scopes, for keys and for the tokens of a provider; and what a bearer of scopes is where an operation is concerned.</summary>
public static class CredentialRoles
{
    /// <summary>Sees.</summary>
    public const string ClientViewer = "client_viewer";

    /// <summary>Sees, judges, proposes and ends.</summary>
    public const string Analyst = "analyst";

    /// <summary>An analyst who may also agree to actions.</summary>
    public const string Responder = "responder";

    /// <summary>Everything.</summary>
    public const string Admin = "admin";

    /// <summary>A capture agent: it has no scopes, and its credential comes from enrolling.</summary>
    public const string Agent = "agent";

    /// <summary>Roles that a key may have, in the order of growing trust.</summary>
    public static readonly IReadOnlyList<string> OfKeys = [ClientViewer, Analyst, Responder, Admin];

    /// <summary>The scopes of a role; null for what is no role of a key.</summary>
    public static string[]? ScopesOf(string? role) => role switch
    {
        ClientViewer => [CredentialScopes.Read],
        Analyst => [CredentialScopes.Read, CredentialScopes.Verdict],
        Responder => [CredentialScopes.Read, CredentialScopes.Verdict, CredentialScopes.Respond],
        Admin => [CredentialScopes.Admin],
        _ => null,
    };

    /// <summary>What he is who has these scopes: the one place where that is decided.</summary>
    /// <param name="has">He has this scope.</param>
    public static ResponseRole RoleOf(Predicate<string> has)
    {
        ArgumentNullException.ThrowIfNull(has);
        return has(CredentialScopes.Admin) ? ResponseRole.Admin
            : has(CredentialScopes.Respond) ? ResponseRole.Responder
            : has(CredentialScopes.Verdict) ? ResponseRole.Analyst
            : ResponseRole.ClientViewer;
    }
}
