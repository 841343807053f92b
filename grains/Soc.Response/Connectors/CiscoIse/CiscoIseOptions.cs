using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.CiscoIse;

/// <summary>Settings of one deployment.</summary>
internal sealed record CiscoIseOptions : ProductOptions
{
    public required string User { get; init; }

    public required SecretReference Password { get; init; }

    /// <summary>Name of the ANC policy.</summary>
    public string Policy { get; init; } = "Quarantine";
}
