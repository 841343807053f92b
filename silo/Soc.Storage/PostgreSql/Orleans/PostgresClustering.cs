using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Soc.Storage.PostgreSql.Orleans;

/// <summary>A cluster whose nodes find each other, and keep their reminders, on the server of the stores.</summary>
public static class PostgresClustering
{
    private const string Provider = "Npgsql";

    /// <summary>Members and reminders of the silos.</summary>
    public static ISiloBuilder UsePostgresClustering(this ISiloBuilder builder, PostgresOptions options)
    {
        AddDatabase(builder.Services, options);
        builder.UseAdoNetClustering((AdoNetClusteringSiloOptions o) => o.Invariant = Provider);
        builder.UseAdoNetReminderService((AdoNetReminderTableOptions o) => o.Invariant = Provider);

        // Opened when the silo starts, not when it is described.
        builder.Services.AddOptions<AdoNetClusteringSiloOptions>().Configure<OrleansDatabase>((o, d) => o.DataSource = d.Source);
        builder.Services.AddOptions<AdoNetReminderTableOptions>().Configure<OrleansDatabase>((o, d) => o.DataSource = d.Source);
        return builder;
    }

    /// <summary>Finds the silos' gateways.</summary>
    public static IClientBuilder UsePostgresClustering(this IClientBuilder builder, PostgresOptions options)
    {
        AddDatabase(builder.Services, options);
        builder.UseAdoNetClustering((AdoNetClusteringClientOptions o) => o.Invariant = Provider);
        builder.Services.AddOptions<AdoNetClusteringClientOptions>().Configure<OrleansDatabase>((o, d) => o.DataSource = d.Source);
        return builder;
    }

    private static void AddDatabase(IServiceCollection services, PostgresOptions options) => services.TryAddSingleton(_ => OrleansDatabase.Open(options));
}
