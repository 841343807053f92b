using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.PanosTag;

/// <summary>Settings of one firewall.</summary>
internal sealed record PanosTagOptions : ProductOptions
{
    /// <summary>Key of the XML API.</summary>
    public required SecretReference ApiKey { get; init; }

    /// <summary>The tag that the dynamic address group of the deny rule matches.</summary>
    public string Tag { get; init; } = "soc-block";

    public string Vsys { get; init; } = "vsys1";
}
