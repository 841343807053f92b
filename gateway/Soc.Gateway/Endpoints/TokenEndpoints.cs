using Soc.Gateway.Auth;
using Soc.GrainInterfaces.Clients;

namespace Soc.Gateway.Endpoints;

/// <summary>Credentials of a client.</summary>
internal static class TokenEndpoints
{
    private static readonly string[] ApiScopes = ["read", "write", "verdict"];

    public static void MapTokens(this IEndpointRouteBuilder api) =>
        api.MapPost("/clients/{client}/tokens", PostAsync)
            .WithName("issueToken").WithSummary("Makes a HEC token or an API key for a client. The secret is shown this once.").Produces<TokenDto>(201).ProducesProblem(404).ProducesProblem(422);

    private static async Task<IResult> PostAsync(
        string client, TokenRequestDto body, Caller caller, IClientPolicies policies, CredentialDirectory credentials, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!caller.MaySee(client) || policies.Find(client) is null)
        {
            return Problems.NotFound($"Client '{client}'");
        }

        if (!caller.Has("admin"))
        {
            return Problems.Forbidden("admin");
        }

        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (body.Kind is not ("hec" or "api"))
        {
            problems["kind"] = [$"'{body.Kind}' is no kind: use hec or api."];
        }

        var scopes = string.Equals(body.Kind, "hec", StringComparison.Ordinal) ? ["ingest"] : body.Scopes ?? ["read"];
        if (string.Equals(body.Kind, "api", StringComparison.Ordinal) && scopes.FirstOrDefault(s => !ApiScopes.Contains(s, StringComparer.Ordinal)) is { } unknown)
        {
            problems["scopes"] = [$"'{unknown}' is no scope of a client's key: use {string.Join(", ", ApiScopes)}."];
        }

        if (!Wire.TryTime(body.Expires, out var expiresMs) || (expiresMs != 0 && expiresMs <= time.GetUtcNow().ToUnixTimeMilliseconds()))
        {
            problems["expires"] = [$"'{body.Expires}' is no time in the future: use ISO 8601."];
        }

        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        DateTimeOffset? expires = expiresMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(expiresMs);
        var (token, secret) = await credentials.IssueAsync(body.Kind!, client, scopes, expires, cancellationToken);
        return TypedResults.Created(
            (string?)null,
            new TokenDto(token.Id, token.Kind, token.Client, token.Scopes, token.ExpiresMs == 0 ? null : Wire.Time(token.ExpiresMs), secret));
    }
}
