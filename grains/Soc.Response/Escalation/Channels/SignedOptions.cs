using Soc.Response.Connectors.Http;

namespace Soc.Response.Escalation.Channels;

/// <summary>A receiver of signed messages.</summary>
internal sealed record SignedOptions : ProductOptions
{
    /// <summary>Key of the signature: <c>whsec_</c> and Base64, or any text.</summary>
    public required SecretReference Secret { get; init; }
}
