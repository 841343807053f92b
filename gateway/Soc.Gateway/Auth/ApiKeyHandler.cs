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
    public const string SchemeName = "ApiKey";

    private const string Prefix = "Bearer ";

    /// <summary>What stands after "Bearer"; empty when there is nothing of the kind.</summary>
    public static string SecretOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : "";
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var secret = SecretOf(Request);
        if (secret.Length == 0)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var result = credentials.Authenticate(CredentialKinds.Api, secret);
        if (result.Credential is not { } credential)
        {
            // An unknown key, a disabled one and an expired one are told apart only to somebody who holds the key.
            return Task.FromResult(AuthenticateResult.Fail(result.Status switch
            {
                AuthenticationStatus.Expired => "The API key is expired: have a new one issued.",
                AuthenticationStatus.Disabled => "The API key was revoked.",
                _ => $"The API key is unknown. {Unauthorized.HowTo}",
            }));
        }

        Context.Features.Set(credential);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, credential.Id)], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var outcome = await HandleAuthenticateOnceSafeAsync();
        await Unauthorized.WriteAsync(Context, outcome.Failure?.Message ?? Unauthorized.HowTo);
    }
}
