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
    CredentialDirectory credentials) : SecretHandler(options, logger, encoder)
{
    public const string SchemeName = "Password";

    protected override string Subject => "The API key";

    protected override string HowTo => "Send an API key with the scope read: as the password of Basic with any user, or as 'Authorization: Bearer soc_api_…'.";

    protected override string PresentedBy(HttpRequest request) => PresentedSecret.Of(request);

    protected override AuthenticationResult Judge(string secret) => credentials.Authenticate(CredentialKinds.Api, secret);
}
