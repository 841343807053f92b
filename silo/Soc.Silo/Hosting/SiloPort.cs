using OpenTelemetry.Metrics;
using Soc.Grains.Hosting;
using Soc.Silo.Health;

namespace Soc.Silo.Hosting;

/// <summary>Health and metrics of a silo that is a process of its own.</summary>
internal static class SiloPort
{
    public static void AddSiloPort(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(SocSiloOptions.Section).Get<SocSiloOptions>() ?? new SocSiloOptions();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenAnyIP(options.HttpPort);
        });
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(SiloInstruments.MeterName, "Microsoft.Orleans", "System.Runtime")
            .AddView(LagBuckets.View)
            .AddPrometheusExporter(o => o.ScrapeResponseCacheDurationMilliseconds = 1000));
    }

    public static void UseSiloPort(this WebApplication app)
    {
        app.MapHealth();
        app.MapPrometheusScrapingEndpoint("/metrics");
    }
}
