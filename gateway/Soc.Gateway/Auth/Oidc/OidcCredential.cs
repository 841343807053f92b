using System.Security.Claims;

namespace Soc.Gateway.Auth.Oidc;

/// <summary>What a validated token's claims allow here.</summary>
internal static class OidcCredential
{
    /// <summary>Begins the id of every credential that comes from a provider.</summary>
    public const string IdPrefix = "oidc:";

    private const int MaxIdLength = 128;

    /// <summary>The credential, or why the claims make none.</summary>
    public static (Credential? Credential, string? Problem) Of(ClaimsPrincipal principal, DateTimeOffset expires, OidcOptions options)
    {
        var subject = principal.FindFirst("sub")?.Value;
        if (string.IsNullOrWhiteSpace(subject) || subject.Length > MaxIdLength)
        {
            return (null, $"The token has no subject ('sub') of 1 to {MaxIdLength} characters.");
        }

        var clients = principal.FindAll(options.ClientClaim).Select(c => c.Value).Distinct(StringComparer.Ordinal).ToArray();
        if (clients is not [{ Length: > 0 } client])
        {
            return (null, $"The token must name one client in the claim '{options.ClientClaim}' ('*' for all); it names {clients.Length}. Have the provider add it.");
        }

        var scopes = options.ScopeClaims
            .SelectMany(principal.FindAll)
            .SelectMany(c => c.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(s => CredentialScopes.IsKnown(s))
            .Concat(principal.FindAll(options.RoleClaim).Select(c => CredentialRoles.ScopesOf(c.Value)).SelectMany(s => s ?? []))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return (new Credential(IdPrefix + subject, CredentialKinds.Api, client, scopes, expires.ToUnixTimeMilliseconds()), null);
    }
}
