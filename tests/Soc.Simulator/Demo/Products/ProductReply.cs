using System.Text.Json;

namespace Soc.Simulator.Demo.Products;

/// <summary>What a product answers.</summary>
internal sealed record ProductReply(int Status, string Body)
{
    public static ProductReply Empty { get; } = new(204, "");

    public static ProductReply Json(object body, int status = 200) => new(status, JsonSerializer.Serialize(body));
}
