using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Soc.Gateway.Auth;

/// <summary>
/// API keys as the password of "Authorization: Basic", with any user: what Power BI and Excel can send. Only routes that ask for it take it, and all of them only read.
/// </summary>
internal sealed class PasswordKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    CredentialDirectory credentials) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Password";

    private const string HowTo = "Send an API key with the scope read: as the password of Basic with any user, or as 'Authorization: Bearer soc_api_…'.";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var secret = PresentedSecret.Of(Request);
        if (secret.Length == 0)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var result = credentials.Authenticate(CredentialKinds.Api, secret);
        if (result.Credential is not { } credential)
        {
            return Task.FromResult(AuthenticateResult.Fail(result.Status switch
            {
                AuthenticationStatus.Expired => "The API key is expired: have a new one issued.",
                AuthenticationStatus.Disabled => "The API key was revoked.",
                _ => $"The API key is unknown. {HowTo}",
            }));
        }

        Context.Features.Set(credential);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, credential.Id)], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var outcome = await HandleAuthenticateOnceSafeAsync();
        Response.Headers.WWWAuthenticate = new[] { "Basic realm=\"soc\", charset=\"UTF-8\"", "Bearer realm=\"soc\"" };
        await TypedResults.Problem(outcome.Failure?.Message ?? HowTo, statusCode: StatusCodes.Status401Unauthorized, title: "Unauthorized").ExecuteAsync(Context);
    }
}
