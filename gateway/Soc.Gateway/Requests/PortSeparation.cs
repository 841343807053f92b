using Soc.Gateway.Endpoints;

namespace Soc.Gateway.Requests;

/// <summary>
/// Each port answers its own routes only, so that a firewall rule for one opens nothing of the other: shippers reach the
/// HEC port and no API, whoever reads the API cannot post events.
/// </summary>
internal static class PortSeparation
{
    private static readonly PathString HecRoot = "/services";
    private static readonly PathString SensorRoot = "/soc.sensor.v1.SensorGateway";

    /// <summary>Goes first of all, before anything reads the request.</summary>
    public static IApplicationBuilder UsePortSeparation(this IApplicationBuilder app, GatewayOptions options) => app.Use((http, next) =>
    {
        var role = http.Features.Get<PortRole>();
        var wanted = http.Request.Path.StartsWithSegments(HecRoot, StringComparison.OrdinalIgnoreCase) ? PortRole.Hec
            : http.Request.Path.StartsWithSegments(SensorRoot, StringComparison.Ordinal) ? PortRole.Sensors
            : PortRole.Api;
        return role is null || role == wanted
            ? next(http)
            : Problems.NotHere(wanted == PortRole.Hec ? $"HEC answers on port {options.HecPort}, not on this one."
                : wanted == PortRole.Sensors ? "Capture agents call another port (8090, or Soc:Sensors:Port), with TLS."
                : role == PortRole.Hec ? $"This port takes events only (POST /services/collector/…). The API, /metrics and /health answer on port {options.ApiPort}."
                : $"This port is for capture agents only. The API, /metrics and /health answer on port {options.ApiPort}.").ExecuteAsync(http);
    });
}
