using System.Net;
using System.Text.Json;

namespace Soc.Response.Tests.Connectors.Contract;

/// <summary>A request as a fake sees it.</summary>
internal sealed record FakeRequest(string Method, Uri Uri, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Path => Uri.AbsolutePath;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public string Query(string name) => Pairs(Uri.Query.TrimStart('?')).GetValueOrDefault(name, "");

    public string Form(string name) => Pairs(Body).GetValueOrDefault(name, "");

    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.Clone();
    }

    private static Dictionary<string, string> Pairs(string text) =>
        text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).ToDictionary(p => WebUtility.UrlDecode(p[0]), p => WebUtility.UrlDecode(p[1]), StringComparer.Ordinal);
}
