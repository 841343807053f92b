using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Azure;
using Soc.Storage.PostgreSql;
using Soc.Storage.Redis;
using Soc.Storage.Sqlite;

namespace Soc.Storage;

/// <summary>Registers the stores.</summary>
public static class StorageServices
{
    private const string EntitiesKey = "entities";
    private const string SocKey = "soc";
    private const string PromisesKey = "promises";

    /// <summary>The embedded stores: entity snapshots in one file, everything that must never be lost in another.</summary>
    public static IServiceCollection AddEmbeddedStorage(this IServiceCollection services, string dataDirectory) => services
        .AddKeyedSingleton(EntitiesKey, (_, _) => SqliteDatabase.Open(Path.Combine(dataDirectory, "entities.db"), SqliteEntityStore.Migrations))
        .AddKeyedSingleton(SocKey, (_, _) => SqliteDatabase.Open(Path.Combine(dataDirectory, "soc.db"), SocSchema.Migrations))
        .AddSingleton<IEntityStore>(s => new SqliteEntityStore(s.GetRequiredKeyedService<SqliteDatabase>(EntitiesKey)))
        .AddSingleton<IIncidentStore>(s => new SqliteIncidentStore(s.GetRequiredKeyedService<SqliteDatabase>(SocKey)))
        .AddSingleton<IMinorSignalStore>(s => new SqliteMinorSignalStore(s.GetRequiredKeyedService<SqliteDatabase>(SocKey)))
        .AddSingleton<IResponseStore>(s => new SqliteResponseStore(s.GetRequiredKeyedService<SqliteDatabase>(SocKey)))
        .AddSingleton<IClientStore>(s => new SqliteClientStore(s.GetRequiredKeyedService<SqliteDatabase>(SocKey)))
        .AddSingleton<ITokenStore>(s => new SqliteTokenStore(s.GetRequiredKeyedService<SqliteDatabase>(SocKey)))
        .AddSingleton<IIndicatorStore>(s => new SqliteIndicatorStore(s.GetRequiredKeyedService<SqliteDatabase>(SocKey)))
        .AddSingleton<IAnswerStore>(s => new SqliteAnswerStore(s.GetRequiredKeyedService<SqliteDatabase>(SocKey)))
        .AddSingleton<IReplayMarks>(s => new SqliteReplayMarks(s.GetRequiredKeyedService<SqliteDatabase>(SocKey)))
        .AddPromises();

    /// <summary>The stores on a server, which several nodes share.</summary>
    /// <param name="connectionString">Npgsql's form: "Host=…;Database=…;Username=…;Password=…".</param>
    /// <param name="migrate">Makes and upgrades the schema when it is opened first.</param>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, string connectionString, bool migrate = true) => services
        .AddSingleton(_ => PostgresDatabase.Open(new PostgresOptions { ConnectionString = connectionString, Migrate = migrate }))
        .AddSingleton<IEntityStore, PostgresEntityStore>()
        .AddSingleton<IIncidentStore, PostgresIncidentStore>()
        .AddSingleton<IMinorSignalStore, PostgresMinorSignalStore>()
        .AddSingleton<IResponseStore, PostgresResponseStore>()
        .AddSingleton<IClientStore, PostgresClientStore>()
        .AddSingleton<ITokenStore, PostgresTokenStore>()
        .AddSingleton<IIndicatorStore, PostgresIndicatorStore>()
        .AddSingleton<IAnswerStore, PostgresAnswerStore>()
        .AddSingleton<IReplayMarks, PostgresReplayMarks>()
        .AddPromises()
        .AddSingleton<ISettingChanges, PostgresSettingChanges>();

    /// <summary>The stores in a storage account of Azure, which several nodes share.</summary>
    public static IServiceCollection AddAzureStorage(this IServiceCollection services, AzureOptions options) => services
        .AddSingleton(_ => AzureAccount.Open(options))
        .AddSingleton<IEntityStore, AzureEntityStore>()
        .AddSingleton<IIncidentStore, AzureIncidentStore>()
        .AddSingleton<IMinorSignalStore, AzureMinorSignalStore>()
        .AddSingleton<IResponseStore, AzureResponseStore>()
        .AddSingleton<IClientStore, AzureClientStore>()
        .AddSingleton<ITokenStore, AzureTokenStore>()
        .AddSingleton<IIndicatorStore, AzureIndicatorStore>()
        .AddSingleton<IAnswerStore, AzureAnswerStore>()
        .AddSingleton<IReplayMarks, AzureReplayMarks>()
        .AddPromises();

    /// <summary>
    /// The snapshots of entities and their offsets on Redis, in the place of those of another provider, which keeps the rest; what could not be made again
    /// stays there too.
    /// </summary>
    public static IServiceCollection AddRedisEntityStorage(this IServiceCollection services, RedisOptions options)
    {
        var before = services.Last(d => d.ServiceType == typeof(IEntityStore));
        return services
            .RemoveAll<IEntityStore>()
            .RemoveAll<PromiseStore>()
            .AddKeyedSingleton<IEntityStore>(PromisesKey, (s, _) => (IEntityStore)(before.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, before.ImplementationType!)))
            .AddSingleton(s => new PromiseStore(s.GetRequiredKeyedService<IEntityStore>(PromisesKey)))
            .AddSingleton(s => RedisDatabase.Open(options, s.GetService<ILogger<RedisDatabase>>()))
            .AddSingleton<IEntityStore, RedisEntityStore>();
    }

    private static IServiceCollection AddPromises(this IServiceCollection services) => services.AddSingleton(s => new PromiseStore(s.GetRequiredService<IEntityStore>()));
}
