using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Soc.Gateway.Reports.OData;

/// <summary>What every answer of the service has.</summary>
internal static class ODataAnswers
{
    private const string VersionHeader = "OData-Version";
    private const string Version = "4.0";

    /// <summary>What addresses in answers begin with.</summary>
    public static string RootOf(HttpContext http, string client) => $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/odata/v1/clients/{client}";

    public static FileContentHttpResult Bytes(HttpContext http, byte[] body, string contentType)
    {
        SetHeaders(http);
        return TypedResults.Bytes(body, contentType);
    }

    public static ContentHttpResult Text(HttpContext http, string text)
    {
        SetHeaders(http);
        return TypedResults.Text(text, "text/plain", Encoding.UTF8);
    }

    // Readers of OData look for "error", everybody else for what all refusals here have.
    public static ProblemHttpResult Refusal(HttpContext http, ODataRefusalException refusal)
    {
        SetHeaders(http);
        var (title, code) = refusal.Status switch
        {
            StatusCodes.Status404NotFound => ("Not found", "NotFound"),
            StatusCodes.Status501NotImplemented => ("Not supported", "NotImplemented"),
            _ => ("Bad request", "BadRequest"),
        };
        return TypedResults.Problem(
            refusal.Message,
            statusCode: refusal.Status,
            title: title,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["error"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = code, ["message"] = refusal.Message },
            });
    }

    private static void SetHeaders(HttpContext http)
    {
        http.Response.Headers[VersionHeader] = Version;
        http.Response.Headers.CacheControl = "private, no-store";
    }
}
