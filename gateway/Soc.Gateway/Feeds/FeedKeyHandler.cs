using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Soc.Gateway.Auth;

namespace Soc.Gateway.Feeds;

/// <summary>
/// Who may take feeds, in whatever way his firewall can say it: "Authorization: Bearer", the password of "Authorization: Basic", or X-Api-Key.
/// Credentials of kind feed, and API keys with that scope.
/// </summary>
internal sealed class FeedKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    CredentialDirectory credentials,
    FeedMetrics metrics) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Feed";
    public const string KeyHeader = "X-Api-Key";

    private const string HowTo =
        "Send a credential of kind feed (POST /api/v1/clients/{client}/tokens): as 'Authorization: Bearer soc_feed_…', as the password of Basic with any user, or in X-Api-Key.";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var secret = SecretOf(Request);
        if (secret.Length == 0)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var result = credentials.Authenticate(CredentialKinds.Feed, secret);
        if (result.Status == AuthenticationStatus.Unknown)
        {
            result = credentials.Authenticate(CredentialKinds.Api, secret);
        }

        if (result.Credential is not { } credential)
        {
            return Task.FromResult(AuthenticateResult.Fail(result.Status switch
            {
                AuthenticationStatus.Expired => "The credential is expired: have a new one issued.",
                AuthenticationStatus.Disabled => "The credential was revoked.",
                _ => $"The credential is unknown. {HowTo}",
            }));
        }

        Context.Features.Set(credential);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, credential.Id)], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var outcome = await HandleAuthenticateOnceSafeAsync();
        if (Context.GetEndpoint()?.Metadata.GetMetadata<FeedName>() is { } feed)
        {
            metrics.Polled(feed.Name, FeedMetrics.Refused);
        }

        Response.Headers.WWWAuthenticate = new[] { "Basic realm=\"soc\", charset=\"UTF-8\"", "Bearer realm=\"soc\"" };
        await TypedResults.Problem(outcome.Failure?.Message ?? HowTo, statusCode: StatusCodes.Status401Unauthorized, title: "Unauthorized").ExecuteAsync(Context);
    }

    private static string SecretOf(HttpRequest request)
    {
        if (request.Headers[KeyHeader] is [{ Length: > 0 } key])
        {
            return key;
        }

        return PresentedSecret.Of(request);
    }
}
