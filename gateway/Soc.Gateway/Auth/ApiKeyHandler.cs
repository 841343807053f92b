using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Soc.Gateway.Auth;

/// <summary>Bearer API keys.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    CredentialDirectory credentials) : SecretHandler(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    private const string Prefix = "Bearer ";

    protected override string Subject => "The API key";

    protected override string HowTo => Unauthorized.HowTo;

    /// <summary>What stands after "Bearer"; empty when there is nothing of the kind.</summary>
    public static string SecretOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : "";
    }

    protected override string PresentedBy(HttpRequest request) => SecretOf(request);

    protected override AuthenticationResult Judge(string secret) => credentials.Authenticate(CredentialKinds.Api, secret);

    protected override Task RefuseAsync(string detail) => Unauthorized.WriteAsync(Context, detail);
}
