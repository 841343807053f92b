using System.Text.Json;

namespace Soc.Response.Connectors.Http;

/// <summary>What was there before an operation.</summary>
/// <param name="WasHeld">It was so already: the operation changes nothing, and reverting it leaves everything.</param>
/// <param name="Detail">What is to be restored, in the connector's own words.</param>
/// <param name="UntilMs">The end that the product was told, ms since the epoch: an order with another end is an extension.</param>
/// <param name="AtMs">When it was changed, ms since the epoch; 0 when it was not.</param>
internal sealed record PriorState(bool WasHeld, string? Detail, long UntilMs, long AtMs = 0)
{
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>Null when there is nothing, or nothing that makes sense.</summary>
    public static PriorState? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<PriorState>(json, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
