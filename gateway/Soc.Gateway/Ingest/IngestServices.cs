using Microsoft.Extensions.DependencyInjection.Extensions;
using Soc.Gateway.Auth;
using Soc.Gateway.Ingest.Hec;
using Soc.Gateway.Ingest.Identity;
using Soc.Gateway.Ingest.KafkaSources;
using Soc.Gateway.Ingest.Syslog;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;
using Soc.Parsing;
using Soc.Silo.Settings;

namespace Soc.Gateway.Ingest;

/// <summary>Composition of credentials, HEC, syslog, Kafka sources and the pipeline behind them.</summary>
public static class IngestServices
{
    /// <summary>
    /// Adds ingest. Expects from the host: <see cref="EventLog.IEventLogWriter"/>, <see cref="EventLog.IDeadLetterLog"/>,
    /// <see cref="ITokenStore"/>, <see cref="IClientStore"/> and <see cref="IClientPolicies"/>.
    /// </summary>
    public static IServiceCollection AddSocIngest(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<IngestOptions>(configuration.GetSection(IngestOptions.Section));
        services.Configure<SyslogOptions>(configuration.GetSection(SyslogOptions.Section));
        services.Configure<KafkaIngestOptions>(configuration.GetSection(KafkaIngestOptions.Section));

        services.TryAddSingleton(static _ => SourceCatalog.Load());
        services.TryAddSingleton<IRecordParser, CatalogRecordParser>();
        services.AddSingleton<IngestMetrics>();
        services.AddSingleton<IngestHealth>();
        services.AddSingleton<IdentityDirectory>();
        services.AddSingleton(new IdentityFile(Path.Combine(configuration["Soc:Silo:DataDirectory"] is { Length: > 0 } data ? data : "data", "identity.json")));
        services.AddSingleton<IngestPipeline>();

        AddCredentials(services, configuration);
        services.AddSingleton<BodyBudget>();
        services.AddSingleton<HecAckChannels>();
        services.AddSingleton<HecHandler>();
        services.AddSingleton<SyslogSink>();
        services.AddSingleton<SyslogService>();
        services.AddSingleton<KafkaSourceMetrics>();
        services.AddSingleton<KafkaSourceSink>();
        services.AddSingleton<KafkaSourceService>();

        // In this order: names and credentials are known before the first byte is taken.
        services.AddHostedService<IdentityPersistence>();
        services.AddHostedService<BootstrapService>();
        services.AddHostedService(static provider => provider.GetRequiredService<SyslogService>());
        services.AddHostedService(static provider => provider.GetRequiredService<KafkaSourceService>());
        return services;
    }

    private static void AddCredentials(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<CredentialDirectory>();
        services.AddSingleton<ISettingSubscriber, CredentialCopies>();
        services.AddSingleton(new BootstrapOptions
        {
            Client = configuration["Soc:Bootstrap:Client"] is { Length: > 0 } client ? client : "demo",
            AdminKey = configuration["SOC_ADMIN_KEY"] is { Length: > 0 } key ? key : null,
            HecToken = configuration["SOC_HEC_TOKEN"] is { Length: > 0 } token ? token : null,
        });
        services.AddSingleton(static provider => new Bootstrapper(
            provider.GetRequiredService<IClientStore>(),
            provider.GetRequiredService<IClientPolicies>(),
            provider.GetRequiredService<CredentialDirectory>(),
            provider.GetRequiredService<BootstrapOptions>(),
            Console.Out));
    }
}
