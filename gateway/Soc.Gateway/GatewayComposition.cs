using System.Net;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenTelemetry.Metrics;
using Soc.Gateway.Acknowledge;
using Soc.Gateway.Audit;
using Soc.Gateway.Auth;
using Soc.Gateway.DeadLetters;
using Soc.Gateway.Endpoints;
using Soc.Gateway.Endpoints.Rules;
using Soc.Gateway.Feeds;
using Soc.Gateway.Health;
using Soc.Gateway.Ingest;
using Soc.Gateway.Ingest.Hec;
using Soc.Gateway.Ingest.KafkaSources;
using Soc.Gateway.Live;
using Soc.Gateway.Reports;
using Soc.Gateway.Reports.OData;
using Soc.Gateway.Requests;
using Soc.Gateway.Requests.Document;
using Soc.Gateway.Requests.Idempotency;
using Soc.Gateway.Responses;
using Soc.Gateway.Sensors;
using Soc.Grains.Hosting;
using Soc.Silo.Health;
using Soc.Silo.Hosting;

namespace Soc.Gateway;

/// <summary>Everything the gateway needs, added to a host by one call.</summary>
public static class GatewayComposition
{
    /// <summary>Largest body of a request, bytes, where a route does not say otherwise.</summary>
    private const int MaxBodyBytes = 4 * 1024 * 1024;

    /// <summary>The sensors' port, when nothing else is said: 8090 beside 8080.</summary>
    private const int PortsAboveApi = 10;

    public static WebApplicationBuilder AddSocGateway(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new GatewayOptions();
        options.Check();
        var sensors = builder.Services.AddSensors(builder.Configuration, TimeProvider.System);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            var address = IPAddress.Parse(options.Address);
            Listen(options.ApiPort, PortRole.Api, Secure);
            Listen(options.HecPort, PortRole.Hec, Secure);
            if (sensors.IsEnabled)
            {
                Listen(sensors.Port ?? (options.ApiPort == 0 ? 0 : options.ApiPort + PortsAboveApi), PortRole.Sensors, endpoint => endpoint.UseSensorTls(sensors));
            }

            void Listen(int port, PortRole role, Action<ListenOptions> secure) => kestrel.Listen(address, port, endpoint =>
            {
                endpoint.Use(next => connection =>
                {
                    connection.Features.Set(role);
                    return next(connection);
                });
                secure(endpoint);
            });

            void Secure(ListenOptions endpoint)
            {
                if (!string.IsNullOrEmpty(options.CertificatePath))
                {
                    endpoint.UseHttps(options.CertificatePath, options.CertificatePassword);
                }
            }
        });
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSocIngest(builder.Configuration);
        services.AddApiAuthentication(builder.Configuration);
        services.AddProblemDetails(o => o.CustomizeProblemDetails = context => Problems.Complete(context.ProblemDetails, context.HttpContext));
        services.AddExceptionHandler<FailureProblems>();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddApiDocument();
        services.AddSingleton(new RequestRate(options));
        services.AddSingleton<SecretAnswers>();
        services.AddSingleton<IdempotentRequests>();
        services.AddSingleton<DeadLetterReplay>();
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
            o.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            o.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        services.AddSingleton<RelatedReader>();
        services.AddSingleton<DryRunReader>();
        services.AddFeeds();
        services.AddResponses();
        services.AddReports();
        services.AddSingleton<LiveChanges>();
        services.AddHostedService(s => s.GetRequiredService<LiveChanges>());
        services.AddSingleton(s => new HealthSource(() => s.GetRequiredService<IngestHealth>().Sentences));
        services.AddSingleton(s => new HealthSource(() => s.GetRequiredService<KafkaSourceService>().Problems));
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Soc.Gateway", SiloInstruments.MeterName, "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddView(LagBuckets.View)
            .AddPrometheusExporter(o => o.ScrapeResponseCacheDurationMilliseconds = 1000));
        return builder;
    }

    public static WebApplication UseSocGateway(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UsePortSeparation(app.Services.GetRequiredService<GatewayOptions>());
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use((http, next) => http.RequestServices.GetRequiredService<RequestRate>().InvokeAsync(http, next));
        app.UseAccessControl();
        app.Use((http, next) => http.RequestServices.GetRequiredService<IdempotentRequests>().InvokeAsync(http, next));
        app.MapHec();
        var api = app.MapGroup("/api/v1").RequireAuthorization();
        api.MapClients();
        api.MapRules();
        api.MapIncidents();
        api.MapResponses();
        api.MapClientResponses();
        api.MapAudit();
        api.MapSignals();
        api.MapEntities();
        api.MapIndicators();
        api.MapTokens();
        api.MapDeadLetters();
        api.MapLive();
        api.MapClientFeeds();
        api.MapReports();
        if (app.Services.GetRequiredService<SensorOptions>().IsEnabled)
        {
            api.MapSensors();
            app.MapGrpcService<SensorService>().AllowAnonymous();
        }

        app.MapFeeds();
        app.MapAcknowledge();
        app.MapOData();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.SayWhenReady();
        return app;
    }
}
