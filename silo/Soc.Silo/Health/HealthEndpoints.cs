using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Soc.Silo.Health;

/// <summary>Probes: live says that the process answers; ready that it takes events, with what is degraded.</summary>
public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        foreach (var prefix in (string[])["/health", "/api/v1/health"])
        {
            app.MapGet($"{prefix}/live", () => TypedResults.Ok(new { status = "ok" })).AllowAnonymous()
                .WithTags("Health").WithSummary("The process answers.");
            app.MapGet($"{prefix}/ready", (HealthReport report) => TypedResults.Ok(report.Read())).AllowAnonymous()
                .WithTags("Health").WithSummary("It takes events; what is missing, and what to do about it.");
        }
    }
}
