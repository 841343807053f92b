using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.Defender;

/// <summary>Settings of one tenant.</summary>
internal sealed record DefenderOptions : ProductOptions
{
    public required string TenantId { get; init; }

    public required string ClientId { get; init; }

    public required SecretReference ClientSecret { get; init; }

    /// <summary>"Full", or "Selective", which leaves Outlook and Teams.</summary>
    public string IsolationType { get; init; } = "Full";

    /// <summary>Who gives tokens.</summary>
    public Uri LoginUrl { get; init; } = new("https://login.microsoftonline.com");

    /// <summary>Whom tokens are for.</summary>
    public Uri Resource { get; init; } = new("https://api.securitycenter.microsoft.com");
}
