namespace Soc.Response.Connectors.Http;

/// <summary>One question to a product.</summary>
/// <param name="Method">GET for what only reads.</param>
/// <param name="Path">Below the product's address, escaped; or a whole address on the same host.</param>
/// <param name="Right">What the credential must be allowed to do for it: named when the product says no.</param>
internal sealed record ProductRequest(HttpMethod Method, string Path, string Right)
{
    public string? Body { get; init; }

    public string MediaType { get; init; } = "application/json";

    /// <summary>Statuses besides success that the connector reads itself.</summary>
    public int[] Accept { get; init; } = [];

    public (string Name, string Value)[] Headers { get; init; } = [];
}
