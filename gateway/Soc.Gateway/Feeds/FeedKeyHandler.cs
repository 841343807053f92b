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
    FeedMetrics metrics) : SecretHandler(options, logger, encoder)
{
    public const string SchemeName = "Feed";
    public const string KeyHeader = "X-Api-Key";

    protected override string Subject => "The credential";

    protected override string HowTo =>
        "Send a credential of kind feed (POST /api/v1/clients/{client}/tokens): as 'Authorization: Bearer soc_feed_…', as the password of Basic with any user, or in X-Api-Key.";

    protected override string PresentedBy(HttpRequest request) => request.Headers[KeyHeader] is [{ Length: > 0 } key] ? key : PresentedSecret.Of(request);

    protected override AuthenticationResult Judge(string secret)
    {
        var result = credentials.Authenticate(CredentialKinds.Feed, secret);
        return result.Status == AuthenticationStatus.Unknown ? credentials.Authenticate(CredentialKinds.Api, secret) : result;
    }

    protected override Task RefuseAsync(string detail)
    {
        if (Context.GetEndpoint()?.Metadata.GetMetadata<FeedName>() is { } feed)
        {
            metrics.Polled(feed.Name, FeedMetrics.Refused);
        }

        return base.RefuseAsync(detail);
    }
}
