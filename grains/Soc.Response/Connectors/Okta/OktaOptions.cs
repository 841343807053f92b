using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.Okta;

/// <summary>Settings of one organisation.</summary>
internal sealed record OktaOptions : ProductOptions
{
    /// <summary>API token.</summary>
    public required SecretReference Token { get; init; }
}
