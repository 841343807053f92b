using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Soc.Storage.PostgreSql;
using Soc.Storage.PostgreSql.Orleans;

namespace Soc.Storage.Conformance.Clustering;

/// <summary>Silos and clients that know of each other by the database alone. Quick to find that one is gone.</summary>
public sealed class ClusterNode : IAsyncDisposable
{
    private const string Service = "conformance";

    private readonly IHost _host;

    private ClusterNode(IHost host) => _host = host;

    public static TimeSpan ReminderPeriod { get; } = TimeSpan.FromSeconds(1);

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public Reminded Reminded => _host.Services.GetRequiredService<Reminded>();

    public IClusterMembershipService Members => _host.Services.GetRequiredService<IClusterMembershipService>();

    public SiloAddress Address => _host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    /// <summary>The tables alone: nothing is started.</summary>
    public static ClusterNode Described(PostgresOptions options, string cluster = "one") => new(Silo(options, cluster));

    public static async Task<ClusterNode> StartSiloAsync(PostgresOptions options) => await StartAsync(Silo(options, "one"));

    public static async Task<ClusterNode> StartClientAsync(PostgresOptions options)
    {
        var builder = Builder();
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = ("one", Service));
            client.UsePostgresClustering(options);
        });
        return await StartAsync(builder.Build());
    }

    /// <summary>The table of members, made ready for use.</summary>
    public async Task<IMembershipTable> MembershipTableAsync(CancellationToken cancellationToken)
    {
        var table = _host.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true, cancellationToken);
        return table;
    }

    /// <summary>The table of reminders, made ready for use.</summary>
    public async Task<IReminderTable> ReminderTableAsync(CancellationToken cancellationToken)
    {
        var table = _host.Services.GetRequiredService<IReminderTable>();
        await table.StartAsync(cancellationToken);
        return table;
    }

    /// <summary>Waits until this node holds another for what is said.</summary>
    /// <returns>All that it was held for in between.</returns>
    public async Task<List<SiloStatus>> WaitForAsync(Func<ClusterMember, bool> which, SiloStatus status, CancellationToken cancellationToken)
    {
        var seen = new List<SiloStatus>();
        await foreach (var snapshot in Members.MembershipUpdates.WithCancellation(cancellationToken))
        {
            foreach (var member in snapshot.Members.Values.Where(which))
            {
                seen.Add(member.Status);
                if (member.Status == status)
                {
                    return seen;
                }
            }
        }

        throw new InvalidOperationException("The node stopped.");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }

    private static async Task<ClusterNode> StartAsync(IHost host)
    {
        await host.StartAsync();
        return new ClusterNode(host);
    }

    private static IHost Silo(PostgresOptions options, string cluster)
    {
        var builder = Builder();
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (cluster, Service));
            silo.ConfigureEndpoints(IPAddress.Loopback, FreePort(), FreePort());
            silo.UsePostgresClustering(options);
            silo.Configure<ReminderOptions>(o => o.MinimumReminderPeriod = ReminderPeriod);
            silo.Configure<ClusterMembershipOptions>(o =>
            {
                o.ProbeTimeout = TimeSpan.FromMilliseconds(500);
                o.NumMissedProbesLimit = 2;
                o.NumVotesForDeathDeclaration = 1;
                o.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(1);
                o.TableRefreshTimeout = TimeSpan.FromSeconds(2);
            });
        });
        return builder.Build();
    }

    private static HostApplicationBuilder Builder()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddSingleton<Reminded>();
        return builder;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
