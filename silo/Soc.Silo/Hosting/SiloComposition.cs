using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization.Configuration;
using Soc.Detection;
using Soc.Enrichment;
using Soc.EventLog;
using Soc.EventLog.Embedded;
using Soc.EventLog.Kafka;
using Soc.Grains.Entities;
using Soc.Grains.Escalation;
using Soc.Grains.Hosting;
using Soc.Grains.Placement;
using Soc.Grains.Response;
using Soc.Response.Connectors.CaptureAgent;
using Soc.Response.Connectors.Feed;
using Soc.Silo.Clustering;
using Soc.Silo.Clustering.Tls;
using Soc.Silo.Health;
using Soc.Silo.Ingest;
using Soc.Silo.Ingest.Silos;
using Soc.Silo.Reminders;
using Soc.Silo.Response;
using Soc.Silo.Settings;
using Soc.Storage;
using Soc.Storage.Azure;
using Soc.Storage.PostgreSql;
using Soc.Storage.Redis;
using ClusterOptions = Soc.Silo.Clustering.ClusterOptions;

namespace Soc.Silo.Hosting;

/// <summary>Everything a silo needs, added to a host by one call; the gateway in all-in-one mode calls the same.</summary>
public static class SiloComposition
{
    /// <summary>
    /// Most grains whose place is remembered for the next call. Entities get their events without one where they live, so that a place is
    /// mostly asked for once: with the runtime's million, a twentieth of an entity's memory was this.
    /// </summary>
    private const int RememberedPlaces = 100_000;

    /// <summary>Adds the silo, its log, stores, enrichment and pump.</summary>
    /// <exception cref="InvalidOperationException">The configuration makes no sense; the message says what to change.</exception>
    public static IHostApplicationBuilder AddSocSilo(this IHostApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(SocSiloOptions.Section).Get<SocSiloOptions>() ?? new SocSiloOptions();
        Check(options);
        var data = Path.GetFullPath(options.DataDirectory);
        Directory.CreateDirectory(data);

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(new PumpOptions { CheckpointIntervalMs = options.CheckpointIntervalMs });
        AddStorage(builder, data);
        AddEventLog(builder, options, Path.Combine(data, "log"));
        services.AddEnrichment(EnrichmentOptions.From(builder.Configuration, data));
        services.AddSingleton(DetectorCatalog.Load());
        services.AddSingleton<EntitySnapshotCodec>();
        services.AddSingleton<SiloInstruments>();
        services.AddSingleton<EntityGrainServices>();
        services.AddSingleton<IBlockLists, GrainBlockLists>();
        services.AddSingleton<ISensorCommands, GrainSensorCommands>();
        services.AddSingleton<LiveEntities>();
        services.AddSingleton<EntityWork>();
        services.AddSingleton(new EntityLifetime(TimeSpan.FromMinutes(options.IdleMinutes)));
        services.AddSingleton<EntityCalls>();
        services.AddSingleton<LocalHandOver>();
        services.AddSingleton(s => new EntityPlaces(s.GetRequiredService<ILocalSiloDetails>().SiloAddress));
        services.AddSingleton<HandOverHere>();
        services.AddSingleton<HandOverThere>();
        services.AddSingleton<Func<SiloAddress, GrainInterfaces.Entities.IHandOverService>>(s => s.GetRequiredService<HandOverThere>().On);
        services.AddSingleton<OtherSilos>();
        services.AddSingleton<EntitySaver>();
        services.AddSingleton<EventRouter>();
        services.AddSingleton(s => new CheckpointTracker(s.GetRequiredService<IEventLog>().PartitionCount));
        services.AddSettings();
        services.AddSingleton<ISettingSubscriber, IndicatorCopies>();
        services.AddSingleton<CheckpointService>();
        services.AddSingleton<PartitionHandBack>();
        services.AddSingleton<IngestPump>();
        services.AddResponse(builder.Configuration);
        AddOrleans(builder, options);

        // After Orleans, so that the pump starts when grains can be called, and stops before they are gone.
        services.AddHostedService(s => s.GetRequiredService<CheckpointService>());
        services.AddHostedService(s => s.GetRequiredService<IngestPump>());
        AddHealth(services);
        return builder;
    }

    private static void AddHealth(IServiceCollection services)
    {
        services.AddHostedService<GarbagePauses>();
        services.AddSingleton<HealthReport>();
        services.AddSingleton(s => new HealthSource(() => s.GetRequiredService<EnrichmentHealth>().Sentences));
        services.AddSingleton(s => new HealthSource(() => s.GetRequiredService<IngestPump>().Problems));
        services.AddSingleton(s => new HealthSource(() => s.GetRequiredService<EscalationHealth>().Problems));
        services.AddSingleton(s => new HealthSource(() => [s.GetRequiredService<CheckpointService>().Problem]));
        services.AddSingleton(s => new HealthSource(() => [(s.GetRequiredService<IEventLog>() as KafkaEventLog)?.Problem]));
        services.AddSingleton(s => new HealthSource(() =>
            [IdleSilos.Problem(s.GetRequiredService<ISiloStatusOracle>().GetApproximateSiloStatuses(onlyActive: true).Count, s.GetRequiredService<IEventLog>().PartitionCount)]));
    }

    internal static void AddStorage(IHostApplicationBuilder builder, string data)
    {
        var postgres = builder.Configuration.GetSection(PostgresOptions.Section).Get<PostgresOptions>() ?? new PostgresOptions();
        var azure = builder.Configuration.GetSection(AzureOptions.Section).Get<AzureOptions>() ?? new AzureOptions();
        if (!string.IsNullOrWhiteSpace(azure.ConnectionString))
        {
            if (!string.IsNullOrWhiteSpace(postgres.ConnectionString))
            {
                throw new InvalidOperationException($"Both {PostgresOptions.Section}:ConnectionString and {AzureOptions.Section}:ConnectionString are set: incidents are kept in one place, so take one of them away.");
            }

            builder.Services.AddAzureStorage(azure);
        }
        else if (string.IsNullOrWhiteSpace(postgres.ConnectionString))
        {
            builder.Services.AddEmbeddedStorage(data);
        }
        else
        {
            builder.Services.AddPostgresStorage(postgres.ConnectionString, postgres.Migrate);
        }

        var redis = builder.Configuration.GetSection(RedisOptions.Section).Get<RedisOptions>() ?? new RedisOptions();
        if (!string.IsNullOrWhiteSpace(redis.ConnectionString))
        {
            builder.Services.AddRedisEntityStorage(redis);
        }
    }

    private static void AddEventLog(IHostApplicationBuilder builder, SocSiloOptions options, string directory)
    {
        var kafka = builder.Configuration.GetSection(KafkaLogOptions.Section).Get<KafkaLogOptions>() ?? new KafkaLogOptions();
        if (kafka.BootstrapServers.Length > 0)
        {
            builder.Services.AddKafkaEventLog(kafka);
            return;
        }

        builder.Services.AddEmbeddedEventLog(new EmbeddedEventLogOptions
        {
            Directory = directory,
            PartitionCount = options.Partitions,
            CommitDelay = TimeSpan.FromMilliseconds(options.LogCommitDelayMs),
            MaxTotalBytes = options.LogMaxBytes,
            MaxAge = TimeSpan.FromHours(options.LogMaxAgeHours),
        });
    }

    private static void AddOrleans(IHostApplicationBuilder builder, SocSiloOptions options)
    {
        var cluster = Cluster(builder);
        var postgres = builder.Configuration.GetSection(PostgresOptions.Section).Get<PostgresOptions>() ?? new PostgresOptions();
        builder.Services.AddSingleton(cluster);
        builder.UseOrleans(silo =>
        {
            if (cluster.Membership == MembershipKind.None)
            {
                silo.UseLocalhostClustering(FreePorts.Next(), gatewayPort: 0, serviceId: "soc", clusterId: cluster.ClusterId);
                silo.AddReminders();
                silo.Services.AddSingleton<IReminderTable, StoredReminderTable>();
            }
            else
            {
                ClusterMembership.Join(silo, cluster, postgres, Tls(builder));
            }

            silo.AddGrainService<HandOverService>();
            silo.Services.AddPlacementDirector<LiveWhereCalled>(_ => new LiveWhereCalledDirector(cluster.SpreadEntities));
            silo.Configure<GrainDirectoryOptions>(o => o.CacheSize = RememberedPlaces);
            silo.Configure<GrainCollectionOptions>(o => o.CollectionAge = TimeSpan.FromMinutes(options.IdleMinutes));
            silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromSeconds(60));
            silo.Configure<TypeManifestOptions>(o => o.EnableConfigurationAnalysis = true);
        });
    }

    internal static ClusterTlsOptions Tls(IHostApplicationBuilder builder) =>
        builder.Configuration.GetSection(ClusterTlsOptions.Section).Get<ClusterTlsOptions>() ?? new ClusterTlsOptions();

    /// <exception cref="InvalidOperationException">The settings of the cluster make no sense, or need others; the message says what to change.</exception>
    internal static ClusterOptions Cluster(IHostApplicationBuilder builder)
    {
        var cluster = builder.Configuration.GetSection(ClusterOptions.Section).Get<ClusterOptions>() ?? new ClusterOptions();
        cluster.Check();
        if (cluster.Membership == MembershipKind.None)
        {
            return cluster;
        }

        if (string.IsNullOrWhiteSpace(builder.Configuration[$"{PostgresOptions.Section}:ConnectionString"]))
        {
            throw new InvalidOperationException($"A cluster needs a store that its silos share: set {PostgresOptions.Section}:ConnectionString.");
        }

        return string.IsNullOrWhiteSpace(builder.Configuration[$"{KafkaLogOptions.Section}:BootstrapServers"])
            ? throw new InvalidOperationException($"A cluster needs an event log that its silos share: set {KafkaLogOptions.Section}:BootstrapServers.")
            : cluster;
    }

    private static void Check(SocSiloOptions options)
    {
        if (options.Partitions is < 1 or > 1024)
        {
            throw new InvalidOperationException($"{SocSiloOptions.Section}:Partitions is {options.Partitions}: use 1 to 1024.");
        }

        if (options.CheckpointIntervalMs < 50)
        {
            throw new InvalidOperationException($"{SocSiloOptions.Section}:CheckpointIntervalMs is {options.CheckpointIntervalMs}: use 50 or more.");
        }
    }
}
