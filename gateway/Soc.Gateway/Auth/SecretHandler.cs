using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Soc.Gateway.Auth;

/// <summary>A scheme whose callers present one secret: whose it is, and in which words it is refused.</summary>
internal abstract class SecretHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The credential, as sentences begin with it: "The API key".</summary>
    protected abstract string Subject { get; }

    /// <summary>How a good one is sent.</summary>
    protected abstract string HowTo { get; }

    /// <summary>What was presented; empty when there is nothing of the kind.</summary>
    protected abstract string PresentedBy(HttpRequest request);

    protected abstract AuthenticationResult Judge(string secret);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var secret = PresentedBy(Request);
        if (secret.Length == 0)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var result = Judge(secret);
        if (result.Credential is not { } credential)
        {
            // An unknown one, a disabled one and an expired one are told apart only to somebody who holds it.
            return Task.FromResult(AuthenticateResult.Fail(result.Status switch
            {
                AuthenticationStatus.Expired => $"{Subject} is expired: have a new one issued.",
                AuthenticationStatus.Disabled => $"{Subject} was revoked.",
                _ => $"{Subject} is unknown. {HowTo}",
            }));
        }

        Context.Features.Set(credential);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, credential.Id)], Scheme.Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var outcome = await HandleAuthenticateOnceSafeAsync();
        await RefuseAsync(outcome.Failure?.Message ?? HowTo);
    }

    /// <summary>Asks for Basic or Bearer; programs that know one of them take it.</summary>
    protected virtual Task RefuseAsync(string detail)
    {
        Response.Headers.WWWAuthenticate = new[] { "Basic realm=\"soc\", charset=\"UTF-8\"", "Bearer realm=\"soc\"" };
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status401Unauthorized, title: "Unauthorized").ExecuteAsync(Context);
    }
}
