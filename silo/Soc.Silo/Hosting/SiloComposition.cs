using System.Net;
using System.Net.Sockets;
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
using Soc.Grains.Hosting;
using Soc.Silo.Ingest;
using Soc.Storage;
using Soc.Storage.Azure;
using Soc.Storage.PostgreSql;
using Soc.Storage.Redis;

namespace Soc.Silo.Hosting;

/// <summary>Everything a silo needs, added to a host by one call; the gateway in all-in-one mode calls the same.</summary>
public static class SiloComposition
{
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
        services.AddSingleton<LiveEntities>();
        services.AddSingleton(new EntityLifetime(TimeSpan.FromMinutes(options.IdleMinutes)));
        services.AddSingleton<EntityCalls>();
        services.AddSingleton<LocalHandOver>();
        services.AddSingleton<EntitySaver>();
        services.AddSingleton<EventRouter>();
        services.AddSingleton(s => new CheckpointTracker(s.GetRequiredService<IEventLog>().PartitionCount));
        services.AddHostedService<SnapshotLoader>();
        services.AddSingleton<CheckpointService>();
        services.AddSingleton<IngestPump>();
        AddOrleans(builder, options);

        // After Orleans, so that the pump starts when grains can be called, and stops before they are gone.
        services.AddHostedService(s => s.GetRequiredService<CheckpointService>());
        services.AddHostedService(s => s.GetRequiredService<IngestPump>());
        return builder;
    }

    private static void AddStorage(IHostApplicationBuilder builder, string data)
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
            builder.Services.AddKafkaEventLog(kafka, directory);
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
        var port = options.SiloPort == 0 ? FreePort() : options.SiloPort;
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(port, gatewayPort: 0, serviceId: "soc", clusterId: "soc");
            silo.Configure<GrainCollectionOptions>(o => o.CollectionAge = TimeSpan.FromMinutes(options.IdleMinutes));
            silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromSeconds(60));
            silo.Configure<TypeManifestOptions>(o => o.EnableConfigurationAnalysis = true);
        });
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
