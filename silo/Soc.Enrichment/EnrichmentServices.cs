using Microsoft.Extensions.DependencyInjection;
using Soc.Enrichment.Egress;
using Soc.Enrichment.Geo;
using Soc.Enrichment.Indicators;
using Soc.Enrichment.Policies;
using Soc.GrainInterfaces.Clients;

namespace Soc.Enrichment;

/// <summary>Registers the enrichment: everything that an event is read against, in memory.</summary>
public static class EnrichmentServices
{
    public static IServiceCollection AddEnrichment(this IServiceCollection services, EnrichmentOptions options) => services
        .AddSingleton(options)
        .AddSingleton<GeoDatabases>()
        .AddSingleton<OperatorLists>()
        .AddHostedService(s => s.GetRequiredService<OperatorLists>())
        .AddSingleton<IndicatorSnapshot>()
        .AddSingleton<IIndicatorSnapshot>(s => s.GetRequiredService<IndicatorSnapshot>())
        .AddClientPolicies()
        .AddSingleton<EnrichmentHealth>()
        .AddSingleton<IEnricher, Enricher>();

    /// <summary>The clients' policies alone: all that a gateway needs whose silos are other processes.</summary>
    public static IServiceCollection AddClientPolicies(this IServiceCollection services) => services
        .AddSingleton<ClientPolicies>()
        .AddSingleton<IClientPolicies>(s => s.GetRequiredService<ClientPolicies>());
}
