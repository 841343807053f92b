using Microsoft.AspNetCore.Http.HttpResults;
using Soc.Gateway.Auth;
using Soc.Gateway.Requests.Idempotency;
using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Endpoints;

/// <summary>Credentials of a client.</summary>
internal static class TokenEndpoints
{
    /// <summary>Most credentials of a client that are not revoked.</summary>
    private const int MaxTokens = 1_000;

    private static readonly string[] ApiScopes = [CredentialScopes.Read, CredentialScopes.Verdict, CredentialScopes.Write, CredentialScopes.Respond, CredentialScopes.Admin];

    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        api.MapPost("/clients/{client}/tokens", PostAsync)
            .Needs(CredentialScopes.Admin).WithMetadata(new Idempotent(AnswerIsSecret: true))
            .WithName("issueToken").WithTags("Credentials").WithSummary("Makes a HEC token or an API key for a client. The secret is shown this once.")
            .Produces<TokenDto>(201).ProducesProblem(422);
        api.MapGet("/clients/{client}/tokens", List)
            .Needs(CredentialScopes.Admin)
            .WithName("listTokens").WithTags("Credentials").WithSummary("The credentials of a client, oldest first, without their secrets.")
            .Produces<PageDto<TokenInfoDto>>();
        api.MapDelete("/clients/{client}/tokens/{id}", RevokeAsync)
            .Needs(CredentialScopes.Admin)
            .WithName("revokeToken").WithTags("Credentials").WithSummary("Refuses a credential from now on.")
            .Produces(204).ProducesProblem(404);
    }

    private static Ok<PageDto<TokenInfoDto>> List(string client, CredentialDirectory credentials) =>
        TypedResults.Ok(new PageDto<TokenInfoDto>([.. Of(client, credentials).Select(TokenInfoDto.Of)], null));

    private static async Task<IResult> RevokeAsync(string client, string id, CredentialDirectory credentials, CancellationToken cancellationToken)
    {
        if (!Of(client, credentials).Any(t => string.Equals(t.Id, id, StringComparison.Ordinal)))
        {
            return Problems.NotFound($"The credential '{id}'");
        }

        await credentials.DisableAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> PostAsync(
        string client, TokenRequestDto body, CredentialDirectory credentials, TimeProvider time, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var isHec = string.Equals(body.Kind, CredentialKinds.Hec, StringComparison.Ordinal);
        if (!CredentialKinds.IsAskedFor(body.Kind))
        {
            problems["kind"] = [$"'{body.Kind}' is no kind: use hec or api."];
        }

        string[] allowed = isHec ? [CredentialScopes.Ingest] : ApiScopes;
        if (Array.Find(body.Scopes ?? [], s => !allowed.Contains(s, StringComparer.Ordinal)) is { } unknown)
        {
            problems["scopes"] = [$"'{unknown}' is no scope of such a credential: use {string.Join(", ", allowed)}."];
        }

        if (!Wire.TryTime(body.Expires, out var expiresMs) || (expiresMs != 0 && expiresMs <= time.GetUtcNow().ToUnixTimeMilliseconds()))
        {
            problems["expires"] = [$"'{body.Expires}' is no time in the future: use ISO 8601, such as 2027-01-31T00:00:00Z."];
        }

        if (Of(client, credentials).Count(t => !t.Disabled) >= MaxTokens)
        {
            problems["client"] = [$"The client has {MaxTokens} credentials: revoke those that nobody uses (DELETE …/tokens/{{id}})."];
        }

        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        DateTimeOffset? expires = expiresMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(expiresMs);
        var (token, secret) = await credentials.IssueAsync(body.Kind!, client, body.Scopes ?? [], expires, cancellationToken);
        return TypedResults.Created(
            (string?)null,
            new TokenDto(token.Id, token.Kind, token.Client, token.Scopes, token.ExpiresMs == 0 ? null : Wire.Time(token.ExpiresMs), secret));
    }

    // Keys for all clients belong to nobody's list.
    private static IEnumerable<StoredToken> Of(string client, CredentialDirectory credentials) =>
        credentials.All.Where(t => string.Equals(t.Client, client, StringComparison.Ordinal));
}
