using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.Webhook;

/// <summary>Settings of one receiver; the address is where messages are sent.</summary>
internal sealed record WebhookOptions : ProductOptions
{
    /// <summary>Key of the signature: <c>whsec_</c> and Base64, or any text.</summary>
    public required SecretReference Secret { get; init; }

    /// <summary>Where to ask how an operation stands, with <c>{operation}</c> in it, on the same host. Without it the receiver may name the place in its answer.</summary>
    public string? StatusUrl { get; init; }

    /// <summary>The "source" of the events: who we are.</summary>
    public string Source { get; init; } = "/soc-actors";
}
