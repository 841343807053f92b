using System.Net;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using OpenTelemetry.Metrics;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;
using Soc.Gateway.Health;
using Soc.Gateway.Ingest;
using Soc.Gateway.Ingest.Hec;
using Soc.Gateway.Live;
using Soc.Grains.Hosting;

namespace Soc.Gateway;

/// <summary>Everything the gateway needs, added to a host by one call.</summary>
public static class GatewayComposition
{
    private static readonly double[] LagBucketsSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 900, 3600, 86_400, 604_800];

    public static WebApplicationBuilder AddSocGateway(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new GatewayOptions();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            var address = IPAddress.Parse(options.Address);
            Listen(options.ApiPort);
            Listen(options.HecPort);

            void Listen(int port) => kestrel.Listen(address, port, endpoint =>
            {
                if (!string.IsNullOrEmpty(options.CertificatePath))
                {
                    endpoint.UseHttps(options.CertificatePath, options.CertificatePassword);
                }
            });
        });
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSocIngest(builder.Configuration);
        services.AddAuthentication(ApiKeyHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorization();
        services.AddProblemDetails();
        services.AddOpenApi(o => o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Soc.Actors";
            document.Info.Version = "v1";
            document.Info.Description = "Security correlation: clients, incidents, live state of entities, verdicts, indicators. Authenticate with 'Authorization: Bearer <API key>'.";
            return Task.CompletedTask;
        }));
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
            o.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            o.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        services.AddSingleton<LiveChanges>();
        services.AddHostedService(s => s.GetRequiredService<LiveChanges>());
        services.AddSingleton<HealthReport>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Soc.Gateway", SiloInstruments.MeterName, "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddView(i => i.Name.EndsWith("_seconds", StringComparison.Ordinal) && i.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal)
                ? new ExplicitBucketHistogramConfiguration { Boundaries = LagBucketsSeconds }
                : null)
            .AddPrometheusExporter(o => o.ScrapeResponseCacheDurationMilliseconds = 1000));
        return builder;
    }

    public static WebApplication UseSocGateway(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHec();
        var api = app.MapGroup("/api/v1").RequireAuthorization();
        api.MapClients();
        api.MapIncidents();
        api.MapEntities();
        api.MapIndicators();
        api.MapTokens();
        api.MapDeadLetters();
        api.MapLive();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapPrometheusScrapingEndpoint("/metrics");
        return app;
    }
}
