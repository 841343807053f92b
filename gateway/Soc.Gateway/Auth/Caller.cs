using System.Security.Claims;

namespace Soc.Gateway.Auth;

/// <summary>Who calls the API: the client comes from the credential, never from a header or body.</summary>
public sealed record Caller(string Id, string Client, IReadOnlyCollection<string> Scopes)
{
    /// <summary>The client of an administrator.</summary>
    public const string AllClients = "*";

    internal const string ClientClaim = "soc:client";
    internal const string ScopeClaim = "soc:scope";

    /// <summary>True for the credential's own client, and for an administrator.</summary>
    public bool MaySee(string client) =>
        string.Equals(Client, AllClients, StringComparison.Ordinal) || string.Equals(Client, client, StringComparison.Ordinal);

    /// <summary>True when the credential has this scope; "admin" has all.</summary>
    public bool Has(string scope) => Scopes.Contains(scope, StringComparer.Ordinal) || Scopes.Contains("admin", StringComparer.Ordinal);

    /// <summary>Binds an endpoint's parameter from the authenticated user.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext http) => ValueTask.FromResult(Of(http.User));

    private static Caller? Of(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true } && user.FindFirst(ClientClaim) is { } client
            ? new Caller(user.Identity.Name ?? "", client.Value, [.. user.FindAll(ScopeClaim).Select(c => c.Value)])
            : null;
}
