using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.Entra;

/// <summary>Settings of one tenant; the address is that of Microsoft Graph unless another cloud's is given.</summary>
internal sealed record EntraOptions : ProductOptions
{
    public required string TenantId { get; init; }

    public required string ClientId { get; init; }

    public required SecretReference ClientSecret { get; init; }

    /// <summary>Who gives tokens.</summary>
    public Uri LoginUrl { get; init; } = new("https://login.microsoftonline.com");
}
