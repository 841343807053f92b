using System.Globalization;
using System.Text;
using Soc.Model.Escalation;
using Soc.Response.Connectors.Http;
using Soc.Response.Connectors.Webhook;

namespace Soc.Response.Escalation.Channels;

/// <summary>Tells by one call over HTTP. Secrets are read at each use, and stand in no sentence.</summary>
internal sealed class HttpChannel(ProductClient client, Func<Notice, ProductCall, ProductRequest> request) : INoticeChannel
{
    public static HttpChannel Hook(string kind, HookOptions options, Uri host, Func<Notice, byte[]> format, ConnectorContext context) => new(
        new ProductClient(kind, options, host, context, credential: null),
        (notice, call) => new ProductRequest(HttpMethod.Post, Secret(options.Url, call, kind), "an address of a hook that is in use") { Body = Text(format(notice)) });

    public static HttpChannel PagerDuty(string kind, PagerDutyOptions options, ConnectorContext context) => new(
        new ProductClient(kind, options, new Uri("https://events.pagerduty.com"), context, credential: null),
        (notice, call) =>
        {
            var key = options.RoutingKey.Read();
            call.Redactor.Add(key);
            return new ProductRequest(HttpMethod.Post, "/v2/enqueue", "a key of an integration by the Events API v2") { Body = Text(PagerDutyEvent.Of(notice, key)) };
        });

    public static HttpChannel Alertmanager(string kind, AlertmanagerOptions options, ConnectorContext context)
    {
        var client = new ProductClient(kind, options, defaultUrl: null, context, options.Token is null ? null : HeaderCredential.Bearer(options.Token));
        return new HttpChannel(client, (notice, _) => new ProductRequest(HttpMethod.Post, client.BaseUrl.AbsoluteUri, "a token that the receiver takes") { Body = Text(AlertmanagerMessage.Of(notice)) });
    }

    public static HttpChannel Signed(string kind, SignedOptions options, ConnectorContext context)
    {
        var client = new ProductClient(kind, options, defaultUrl: null, context, credential: null);
        return new HttpChannel(client, (notice, call) =>
        {
            var secret = options.Secret.Read();
            call.Redactor.Add(secret);
            var (body, atSeconds) = (Text(SignedMessage.Of(notice)), call.Now.ToUnixTimeSeconds());
            return new ProductRequest(HttpMethod.Post, client.BaseUrl.AbsoluteUri, "the key with which the receiver checks the signature")
            {
                Body = body,
                MediaType = SignedMessage.MediaType,
                Headers =
                [
                    ("webhook-id", notice.Id),
                    ("webhook-timestamp", atSeconds.ToString(CultureInfo.InvariantCulture)),
                    ("webhook-signature", WebhookSignature.Of(secret, notice.Id, atSeconds, body)),
                ],
            };
        });
    }

    public async Task<Delivery> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var call = client.Begin(cancellationToken);
        try
        {
            _ = await call.SendAsync(request(notice, call));
            return new Delivery(DeliveryKind.Taken, $"{client.BaseUrl.Host} took it.");
        }
        catch (ConnectorCallException e)
        {
            // A message that may have arrived is sent again: better twice than not at all.
            return new Delivery(e.Failure.IsTransient ? DeliveryKind.TryAgain : DeliveryKind.Refused, call.Redactor.Clean(e.Failure.Reason));
        }
    }

    private static string Secret(SecretReference reference, ProductCall call, string kind)
    {
        var url = reference.Read();
        call.Redactor.Add(url);
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? url
            : throw new ConnectorCallException(new CallFailure(CallEnd.NoSecret, $"What {reference} gives is no https address: it must be the whole address of the hook of {kind}."));
    }

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json);
}
