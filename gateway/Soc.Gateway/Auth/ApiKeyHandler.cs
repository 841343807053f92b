using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Soc.Gateway.Auth;

/// <summary>Bearer API keys.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    CredentialDirectory credentials) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Scheme = "ApiKey";

    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var result = credentials.Authenticate("api", header[Prefix.Length..].Trim());
        if (result.Credential is not { } credential)
        {
            return Task.FromResult(AuthenticateResult.Fail("The API key is unknown, disabled or expired."));
        }

        var identity = new ClaimsIdentity(ApiKeyHandler.Scheme);
        identity.AddClaim(new Claim(ClaimTypes.Name, credential.Id));
        identity.AddClaim(new Claim(Caller.ClientClaim, credential.Client));
        identity.AddClaims(credential.Scopes.Select(s => new Claim(Caller.ScopeClaim, s)));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), ApiKeyHandler.Scheme)));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer realm=\"soc\"";
        await TypedResults.Problem(
            "Send an API key: 'Authorization: Bearer soc_api_…'. The first one is printed by './soc up'; further ones come from POST /api/v1/clients/{client}/tokens.",
            statusCode: StatusCodes.Status401Unauthorized,
            title: "Unauthorized").ExecuteAsync(Context);
    }
}
