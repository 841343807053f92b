using System.Collections.Specialized;
using System.Text.Json;

namespace Soc.Simulator.Demo.Products;

/// <summary>What a product is asked.</summary>
/// <param name="Path">Behind the product's own part, unescaped.</param>
internal sealed record ProductAsk(string Method, string Path, NameValueCollection Query, NameValueCollection Headers, string Body)
{
    public string Call => $"{Method} {Path}";

    public JsonElement Json() => JsonSerializer.Deserialize<JsonElement>(Body);

    public bool IsAuthorised(string authorization) => string.Equals(Headers["Authorization"], authorization, StringComparison.Ordinal);
}
