using System.Text.Encodings.Web;
using System.Text.Json;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.Webhook;

/// <summary>
/// Sends a signed CloudEvent to a receiver of the client's. A message that is sent again has the same <c>webhook-id</c>. What came of it is known only if the
/// receiver reports it.
/// </summary>
internal sealed class WebhookConnector(ConnectorDescription description, WebhookOptions options, ProductClient client) : IContainmentConnector
{
    public const string OperationMark = "{operation}";

    private const long AskAgainMs = 15_000;
    private const int MaxReferenceLength = 2_048;
    private const string ApplyType = "soc.containment.apply";
    private const string RevertType = "soc.containment.revert";
    private const string Right = "the key with which the receiver checks the signature";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Default };

    public ConnectorDescription Description => description;

    public ValueTask<ContainmentOutcome> PlanAsync(ContainmentOrder order, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = client.Begin(cancellationToken);
        return ValueTask.FromResult(Refuse(call, order) ?? Outcome(
            call, ContainmentOutcomeKind.Unverified, $"{client.BaseUrl.Host} would be told: {ContainmentActions.NameOf(order.Action)} of {order.Target.Words}. What is there now is not known."));
    }

    public async ValueTask<ContainmentOutcome> ApplyAsync(ContainmentOrder order, CancellationToken cancellationToken)
    {
        var call = client.Begin(cancellationToken);
        if (Refuse(call, order) is { } refused)
        {
            return refused;
        }

        if (order.UntilMs <= call.Now.ToUnixTimeMilliseconds())
        {
            return Outcome(call, ContainmentOutcomeKind.Failed, "Its limit in time is over: nothing was sent.");
        }

        // An extension is another message than the one before.
        return await TellAsync(call, order, ApplyType, $"{order.OperationId}.apply.{TargetNames.Number(order.UntilMs)}", reference: null);
    }

    public async ValueTask<ContainmentOutcome> VerifyAsync(ContainmentOrder order, ContainmentOutcome applied, CancellationToken cancellationToken)
    {
        var call = client.Begin(cancellationToken);
        try
        {
            return await AskAsync(call, order, applied.Reference) is { } report
                ? Judge(call, report, isRevert: false, applied.Reference)
                : Outcome(call, ContainmentOutcomeKind.Unverified, "The receiver does not say how to ask it.", applied.Reference);
        }
        catch (ConnectorCallException e) when (e.Failure.End == CallEnd.Missing)
        {
            return Outcome(call, ContainmentOutcomeKind.Failed, "The receiver does not know this operation: it did not get the message.", applied.Reference);
        }
        catch (ConnectorCallException e)
        {
            return Ended(call, ContainmentOutcomeKind.Unverified, e.Failure, applied.Reference);
        }
    }

    public async ValueTask<ContainmentOutcome> RevertAsync(ContainmentOrder order, ContainmentOutcome applied, CancellationToken cancellationToken)
    {
        var call = client.Begin(cancellationToken);
        if (applied.WasSoBefore)
        {
            return Outcome(call, ContainmentOutcomeKind.Confirmed, "It was so before: nothing was changed then, and nothing is now.");
        }

        if (Refuse(call, order) is { } refused)
        {
            return refused;
        }

        if (description.Actions.First(a => a.Action == order.Action) is { IsReversible: false })
        {
            return Outcome(call, ContainmentOutcomeKind.Confirmed, "It has happened and cannot be undone: the receiver is not told.");
        }

        return await TellAsync(call, order, RevertType, $"{order.OperationId}.revert", applied.Reference);
    }

    private ContainmentOutcome? Refuse(ProductCall call, ContainmentOrder order) =>
        description.Does(order.Action) ? null : Outcome(call, ContainmentOutcomeKind.Failed, $"{description.Title} cannot do that: there is no such action.");

    /// <summary>Signed questions go to the receiver only, whatever it names.</summary>
    public static bool IsSameHost(Uri own, Uri other) =>
        Uri.Compare(own, other, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0 && other.UserInfo.Length == 0;

    private async ValueTask<ContainmentOutcome> TellAsync(ProductCall call, ContainmentOrder order, string type, string id, string? reference)
    {
        WebhookReport report;
        try
        {
            report = WebhookReport.Of(await SendAsync(call, HttpMethod.Post, "", id, BodyOf(order, type, id, call.Now)));
        }
        catch (ConnectorCallException e)
        {
            // A server's error may have come after it acted.
            return Ended(call, e.Failure.IsUnknown || e.Failure.MayHaveActed ? ContainmentOutcomeKind.Unverified : ContainmentOutcomeKind.Failed, e.Failure, reference);
        }

        reference = PlaceOf(report.StatusUrl) ?? reference;
        try
        {
            report = report.Status is null && await AskAsync(call, order, reference) is { } asked ? asked : report;
        }
        catch (ConnectorCallException)
        {
            return Later(call, "The receiver has taken it, and cannot be asked yet.", reference);
        }

        return report.Status is null && (reference is not null || options.StatusUrl is not null)
            ? Later(call, "The receiver has taken it and will report.", reference)
            : Judge(call, report, string.Equals(type, RevertType, StringComparison.Ordinal), reference);
    }

    private async ValueTask<WebhookReport?> AskAsync(ProductCall call, ContainmentOrder order, string? reference)
    {
        var place = PlaceOf(reference) ?? options.StatusUrl?.Replace(OperationMark, Uri.EscapeDataString(order.OperationId), StringComparison.Ordinal);
        return place is null ? null : WebhookReport.Of(await SendAsync(call, HttpMethod.Get, place, $"{order.OperationId}.status", body: null));
    }

    private async ValueTask<ProductAnswer> SendAsync(ProductCall call, HttpMethod method, string place, string id, string? body)
    {
        var secret = options.Secret.Read();
        call.Redactor.Add(secret);
        call.Redactor.Add(secret.Replace(WebhookSignature.SecretPrefix, "", StringComparison.Ordinal));
        var timestamp = call.Now.ToUnixTimeSeconds();
        return await call.SendAsync(new ProductRequest(method, place.Length > 0 ? place : client.BaseUrl.AbsoluteUri, Right)
        {
            Body = body,
            MediaType = "application/cloudevents+json",
            Headers =
            [
                ("webhook-id", id),
                ("webhook-timestamp", TargetNames.Number(timestamp)),
                ("webhook-signature", WebhookSignature.Of(secret, id, timestamp, body ?? "")),
            ],
        });
    }

    private string BodyOf(ContainmentOrder order, string type, string id, DateTimeOffset now) => JsonSerializer.Serialize(
        new
        {
            specversion = "1.0",
            id,
            source = options.Source,
            type,
            subject = $"{EntityKey.KindName(order.Target.Kind)}/{order.Target.Value}",
            time = now,
            datacontenttype = "application/json",
            data = new
            {
                order.OperationId,
                order.Client,
                Action = ContainmentActions.NameOf(order.Action),
                Target = new
                {
                    Kind = EntityKey.KindName(order.Target.Kind),
                    order.Target.Value,
                    order.Target.Ip,
                    order.Target.Mac,
                    order.Target.HostName,
                    order.Target.UserName,
                    order.Target.Domain,
                    order.Target.Connection,
                },
                Until = DateTimeOffset.FromUnixTimeMilliseconds(order.UntilMs),
                order.IncidentId,
                order.Reason,
            },
        },
        Format);

    // A place on another host is not asked: the receiver could send us anywhere.
    private string? PlaceOf(string? text) =>
        text is { Length: <= MaxReferenceLength } && Uri.TryCreate(client.BaseUrl, text, out var place) && IsSameHost(client.BaseUrl, place) ? place.AbsoluteUri : null;

    private static ContainmentOutcome Judge(ProductCall call, WebhookReport report, bool isRevert, string? reference)
    {
        var said = report.Reason is null ? "" : $": {report.Reason}";
        return (report.Status, isRevert) switch
        {
            (WebhookReport.Failed, _) => Outcome(call, ContainmentOutcomeKind.Failed, $"The receiver failed{said}.", reference),
            (WebhookReport.Gone, true) => Outcome(call, ContainmentOutcomeKind.Confirmed, $"The target is not there any more: there is nothing to undo{said}.", reference),
            (WebhookReport.Gone, false) => Outcome(call, ContainmentOutcomeKind.Failed, $"The receiver does not find the target{said}.", reference),
            (WebhookReport.Released, true) => Outcome(call, ContainmentOutcomeKind.Confirmed, $"The receiver says that it is undone{said}.", reference),
            (WebhookReport.Released, false) => Outcome(call, ContainmentOutcomeKind.Failed, $"The receiver says that it was undone{said}.", reference),
            (WebhookReport.Already, false) => Outcome(call, ContainmentOutcomeKind.Confirmed, $"The receiver says that it was so before{said}.", reference) with { WasSoBefore = true },
            (WebhookReport.Done, false) => Outcome(call, ContainmentOutcomeKind.Confirmed, $"The receiver says that it is done{said}.", reference),
            (WebhookReport.Pending or WebhookReport.Releasing or WebhookReport.Done or WebhookReport.Already, _) => Later(call, $"The receiver is at it{said}.", reference),
            _ => Outcome(call, ContainmentOutcomeKind.Unverified, "The receiver has taken it, and does not report what came of it.", reference),
        };
    }

    private static ContainmentOutcome Ended(ProductCall call, ContainmentOutcomeKind kind, CallFailure failure, string? reference) =>
        Outcome(call, kind, failure.Reason, reference) with { IsTransient = failure.IsTransient, RetryAfterMs = failure.RetryAfterMs };

    private static ContainmentOutcome Later(ProductCall call, string reason, string? reference) =>
        Outcome(call, ContainmentOutcomeKind.Pending, reason, reference) with { RetryAfterMs = AskAgainMs };

    private static ContainmentOutcome Outcome(ProductCall call, ContainmentOutcomeKind kind, string reason, string? reference = null) => new()
    {
        Kind = kind,
        Reason = call.Redactor.Clean(reason),
        Reference = reference,
        Exchanges = call.Exchanges,
    };
}
