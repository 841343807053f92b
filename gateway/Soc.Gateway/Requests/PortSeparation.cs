using Soc.Gateway.Endpoints;

namespace Soc.Gateway.Requests;

/// <summary>
/// Each port answers its own routes only, so that a firewall rule for one opens nothing of the other: shippers reach the
/// HEC port and no API, whoever reads the API cannot post events.
/// </summary>
internal static class PortSeparation
{
    private static readonly PathString HecRoot = "/services";

    /// <summary>Goes first of all, before anything reads the request.</summary>
    public static IApplicationBuilder UsePortSeparation(this IApplicationBuilder app, GatewayOptions options) => app.Use((http, next) =>
    {
        var role = http.Features.Get<PortRole>();
        var isHec = http.Request.Path.StartsWithSegments(HecRoot, StringComparison.OrdinalIgnoreCase);
        return role is null || role.TakesEvents == isHec
            ? next(http)
            : Problems.NotHere(isHec
                ? $"HEC answers on port {options.HecPort}, not on this one."
                : $"This port takes events only (POST /services/collector/…). The API, /metrics and /health answer on port {options.ApiPort}.").ExecuteAsync(http);
    });
}
