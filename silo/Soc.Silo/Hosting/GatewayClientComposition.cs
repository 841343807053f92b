using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Soc.Enrichment;
using Soc.EventLog;
using Soc.EventLog.Kafka;
using Soc.Silo.Clustering;
using Soc.Silo.Health;
using Soc.Silo.Response;
using Soc.Silo.Settings;
using Soc.Storage.PostgreSql;

namespace Soc.Silo.Hosting;

/// <summary>What a gateway needs whose silos are other processes: the log to append to, the stores to read, and a client of the cluster.</summary>
public static class GatewayClientComposition
{
    /// <summary>True when the configuration says that this process is a gateway only.</summary>
    public static bool IsGatewayOnly(this IHostApplicationBuilder builder) =>
        builder.Configuration.GetValue<bool>($"{Clustering.ClusterOptions.Section}:{nameof(Clustering.ClusterOptions.GatewayOnly)}");

    /// <exception cref="InvalidOperationException">The configuration makes no sense; the message says what to change.</exception>
    public static IHostApplicationBuilder AddSocClusterClient(this IHostApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(SocSiloOptions.Section).Get<SocSiloOptions>() ?? new SocSiloOptions();
        var cluster = SiloComposition.Cluster(builder);
        var data = Path.GetFullPath(options.DataDirectory);
        Directory.CreateDirectory(data);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(cluster);
        SiloComposition.AddStorage(builder, data);
        services.AddKafkaLogWriter(builder.Configuration.GetSection(KafkaLogOptions.Section).Get<KafkaLogOptions>()!);
        services.AddClientPolicies();
        services.AddSettings();
        services.AddAcknowledgeKeys(builder.Configuration);
        services.AddSingleton<HealthReport>();
        var postgres = builder.Configuration.GetSection(PostgresOptions.Section).Get<PostgresOptions>()!;
        builder.UseOrleansClient(client =>
        {
            ClusterMembership.Join(client, cluster, postgres, SiloComposition.Tls(builder));
            client.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromSeconds(30));
            client.Configure<GatewayOptions>(o => o.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
            client.UseConnectionRetryFilter<ClusterConnect>();
            client.AddOutgoingGrainCallFilter<GatewayRetry>();
        });
        return builder;
    }
}
