using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.CrowdStrike;

/// <summary>Settings of one customer; the address is that of the first US cloud unless another is given.</summary>
internal sealed record CrowdStrikeOptions : ProductOptions
{
    public required string ClientId { get; init; }

    public required SecretReference ClientSecret { get; init; }
}
