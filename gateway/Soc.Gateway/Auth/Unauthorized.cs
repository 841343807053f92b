namespace Soc.Gateway.Auth;

/// <summary>The answer to a request without a good credential.</summary>
internal static class Unauthorized
{
    public const string HowTo =
        "Send an API key: 'Authorization: Bearer soc_api_…'. The first one is printed by './soc up'; further ones come from POST /api/v1/clients/{client}/tokens.";

    public static Task WriteAsync(HttpContext http, string detail)
    {
        http.Response.Headers.WWWAuthenticate = http.Request.Headers.Authorization.Count == 0 ? "Bearer realm=\"soc\"" : "Bearer realm=\"soc\", error=\"invalid_token\"";
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status401Unauthorized, title: "Unauthorized").ExecuteAsync(http);
    }
}
