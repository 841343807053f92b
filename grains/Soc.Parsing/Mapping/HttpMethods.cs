using Soc.Parsing.Text;

namespace Soc.Parsing.Mapping;

/// <summary>OCSF activities of 4002 HTTP Activity.</summary>
internal static class HttpMethods
{
    public static int Activity(ReadOnlySpan<byte> method) => method.Length switch
    {
        3 when method.EqualsIgnoreCase("GET"u8) => 3,
        3 when method.EqualsIgnoreCase("PUT"u8) => 7,
        4 when method.EqualsIgnoreCase("POST"u8) => 6,
        4 when method.EqualsIgnoreCase("HEAD"u8) => 4,
        5 when method.EqualsIgnoreCase("PATCH"u8) => 9,
        5 when method.EqualsIgnoreCase("TRACE"u8) => 8,
        6 when method.EqualsIgnoreCase("DELETE"u8) => 2,
        7 when method.EqualsIgnoreCase("CONNECT"u8) => 1,
        7 when method.EqualsIgnoreCase("OPTIONS"u8) => 5,
        _ => 0,
    };

    /// <summary>Host of a URL with or without its scheme; null when it has none.</summary>
    public static string? HostOf(string? url)
    {
        if (url is null)
        {
            return null;
        }

        var rest = url.AsSpan();
        var scheme = rest.IndexOf("://");
        rest = scheme is >= 0 and < 10 ? rest[(scheme + 3)..] : rest;
        var end = rest.IndexOfAny('/', '?', '#');
        rest = end < 0 ? rest : rest[..end];
        var at = rest.LastIndexOf('@');
        rest = rest[(at + 1)..];
        var port = rest.LastIndexOf(':');
        rest = port > 0 && rest.IndexOf(']') < port && rest.Count(':') == 1 ? rest[..port] : rest;
        return rest.IsEmpty || rest.Length > 255 || !rest.Contains('.') ? null : rest.ToString();
    }
}
