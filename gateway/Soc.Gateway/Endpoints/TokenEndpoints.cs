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

    private const int MaxNameLength = 128;

    private static readonly string[] ApiScopes = [CredentialScopes.Feed, CredentialScopes.Read, CredentialScopes.Verdict, CredentialScopes.Write, CredentialScopes.Respond, CredentialScopes.Admin];

    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        api.MapPost("/clients/{client}/tokens", PostAsync)
            .Needs(CredentialScopes.Admin).WithMetadata(new Idempotent(AnswerIsSecret: true))
            .WithName("issueToken").WithTags("Credentials").WithSummary("Makes a HEC token, an API key or a firewall's feed token for a client. The secret is shown this once.")
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
        if (!CredentialKinds.IsAskedFor(body.Kind))
        {
            problems["kind"] = [$"'{body.Kind}' is no kind: use hec, api or feed."];
        }

        string[] allowed = body.Kind switch
        {
            CredentialKinds.Hec => [CredentialScopes.Ingest],
            CredentialKinds.Feed => [CredentialScopes.Feed],
            _ => ApiScopes,
        };
        if (Array.Find(body.Scopes ?? [], s => !allowed.Contains(s, StringComparer.Ordinal)) is { } unknown)
        {
            problems["scopes"] = [$"'{unknown}' is no scope of such a credential: use {string.Join(", ", allowed)}."];
        }

        CheckRole(body, problems);
        if (body.Name is { } name && (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength || name.Any(char.IsControl)))
        {
            problems["name"] = [$"A name has 1 to {MaxNameLength} characters, in one line."];
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
        var (token, secret) = await credentials.IssueAsync(
            body.Kind!, client, CredentialRoles.ScopesOf(body.Role) ?? body.Scopes ?? [], expires, body.Name?.Trim() ?? "", cancellationToken);
        return TypedResults.Created(
            (string?)null,
            new TokenDto(token.Id, token.Kind, token.Client, token.Scopes, token.ExpiresMs == 0 ? null : Wire.Time(token.ExpiresMs), secret));
    }

    private static void CheckRole(TokenRequestDto body, Dictionary<string, string[]> problems)
    {
        if (body.Role is null)
        {
            return;
        }

        if (body.Kind != CredentialKinds.Api)
        {
            problems["role"] = ["Only a key of kind api has a role."];
        }
        else if (body.Scopes is not null)
        {
            problems["role"] = ["A role stands for its scopes: give the one or the other."];
        }
        else if (CredentialRoles.ScopesOf(body.Role) is null)
        {
            problems["role"] = [body.Role == CredentialRoles.Agent
                ? "A capture agent gets its credential by enrolling: POST /api/v1/clients/{client}/sensors/tokens."
                : $"'{body.Role}' is no role: use {string.Join(", ", CredentialRoles.OfKeys)}."];
        }
    }

    // Keys for all clients belong to nobody's list.
    private static IEnumerable<StoredToken> Of(string client, CredentialDirectory credentials) =>
        credentials.All.Where(t => string.Equals(t.Client, client, StringComparison.Ordinal));
}
