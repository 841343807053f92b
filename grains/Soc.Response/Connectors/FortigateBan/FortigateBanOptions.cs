using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.FortigateBan;

/// <summary>Settings of one firewall.</summary>
internal sealed record FortigateBanOptions : ProductOptions
{
    /// <summary>Token of a REST API administrator.</summary>
    public required SecretReference Token { get; init; }

    public string Vdom { get; init; } = "root";
}
