using System.Text.Json;
using Soc.Model;
using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.Webhook;

/// <summary>What a receiver says of an operation.</summary>
/// <param name="Status">One of the words below; null when it says nothing that is known.</param>
/// <param name="Reason">Its own words.</param>
/// <param name="StatusUrl">Where to ask further.</param>
internal sealed record WebhookReport(string? Status, string? Reason, string? StatusUrl)
{
    public const string Pending = "pending";
    public const string Done = "done";
    /// <summary>It was so before: nothing was changed.</summary>
    public const string Already = "already";
    public const string Failed = "failed";
    public const string Releasing = "releasing";
    public const string Released = "released";
    /// <summary>The target is not there.</summary>
    public const string Gone = "gone";

    private const int MaxReasonLength = 300;

    private static readonly string[] Known = [Pending, Done, Already, Failed, Releasing, Released, Gone];

    /// <summary>Reads an answer; one that says nothing is no error, since a receiver need not report.</summary>
    public static WebhookReport Of(ProductAnswer answer)
    {
        var location = answer.Location?.ToString();
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var status = Known.FirstOrDefault(k => string.Equals(k, document.RootElement.Text("status"), StringComparison.OrdinalIgnoreCase));
            var reason = document.RootElement.Text("reason");
            return new WebhookReport(status, reason is null ? null : Clip.To(reason, MaxReasonLength), document.RootElement.Text("statusUrl") ?? location);
        }
        catch (JsonException)
        {
            return new WebhookReport(null, null, location);
        }
    }
}
