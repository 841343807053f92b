namespace Soc.Gateway.Health;

/// <summary>Probes: live says that the process answers; ready that it takes events, with what is degraded.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        foreach (var prefix in (string[])["/health", "/api/v1/health"])
        {
            app.MapGet($"{prefix}/live", () => TypedResults.Ok(new { status = "ok" })).AllowAnonymous();
            app.MapGet($"{prefix}/ready", (HealthReport report) => TypedResults.Ok(report.Read())).AllowAnonymous();
        }
    }
}
