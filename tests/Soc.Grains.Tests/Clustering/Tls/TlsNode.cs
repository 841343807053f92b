using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Soc.Silo.Clustering.Tls;

namespace Soc.Grains.Tests.Clustering.Tls;

/// <summary>Silos and clients over loopback TCP. The first silo keeps the members.</summary>
internal sealed class TlsNode : IAsyncDisposable
{
    private const string Cluster = "tls";

    private readonly IHost _host;

    private TlsNode(IHost host, HeardLog log, int siloPort, int gatewayPort)
    {
        (_host, Log, SiloPort, GatewayPort) = (host, log, siloPort, gatewayPort);
        Refusals = new CountedRefusals(host.Services.GetRequiredService<IMeterFactory>());
    }

    public int SiloPort { get; }

    public int GatewayPort { get; }

    public HeardLog Log { get; }

    public CountedRefusals Refusals { get; }

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public ClusterCertificates Certificates => _host.Services.GetRequiredService<ClusterCertificates>();

    /// <param name="tls">Null for a silo that talks in the clear.</param>
    /// <param name="first">The silo to join.</param>
    /// <param name="time">The clock that its certificate is judged by; the runtime keeps the machine's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TlsNode> StartSiloAsync(ClusterTlsOptions? tls, TlsNode? first = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var (siloPort, gatewayPort) = (FreePort(), FreePort());
        return await StartAsync(
            siloPort,
            gatewayPort,
            builder =>
            {
                if (time is not null && tls is not null)
                {
                    builder.Services.AddSingleton(s => new ClusterCertificates(tls, time, s.GetRequiredService<ILogger<ClusterCertificates>>()));
                }

                builder.UseOrleans(silo =>
                {
                    silo.UseLocalhostClustering(siloPort, gatewayPort, first is null ? null : new IPEndPoint(IPAddress.Loopback, first.SiloPort), Cluster, Cluster);
                    silo.Configure<ConnectionOptions>(o => o.ConnectionRetryDelay = TimeSpan.FromMilliseconds(100));
                    if (tls is not null)
                    {
                        silo.UseClusterTls(tls);
                    }
                });
            },
            cancellationToken);
    }

    /// <param name="tls">Null for a client that talks in the clear.</param>
    /// <param name="silos">Whose gateways it calls.</param>
    public static Task<TlsNode> StartClientAsync(ClusterTlsOptions? tls, params TlsNode[] silos) => StartClientAsync(tls, silos, CancellationToken.None);

    /// <param name="tls">Null for a client that talks in the clear.</param>
    /// <param name="silos">Whose gateways it calls.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TlsNode> StartClientAsync(ClusterTlsOptions? tls, TlsNode[] silos, CancellationToken cancellationToken) => await StartAsync(
        0,
        0,
        builder => builder.UseOrleansClient(client =>
        {
            client.UseLocalhostClustering([.. silos.Select(s => s.GatewayPort)], Cluster, Cluster);
            if (tls is not null)
            {
                client.UseClusterTls(tls);
            }
        }),
        cancellationToken);

    /// <summary>Calls grains until it had an answer from as many silos.</summary>
    public async Task CallAsync(int silos, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; seen.Count < silos; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            seen.Add(await Grains.GetGrain<IWhereGrain>($"g{i}").WhereAsync());
        }
    }

    public async ValueTask DisposeAsync()
    {
        Refusals.Dispose();
        await _host.StopAsync();
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }

    private static async Task<TlsNode> StartAsync(int siloPort, int gatewayPort, Action<HostApplicationBuilder> describe, CancellationToken cancellationToken)
    {
        var log = new HeardLog();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(log);
        builder.Services.AddMetrics();
        describe(builder);
        var host = builder.Build();
        var node = new TlsNode(host, log, siloPort, gatewayPort);
        try
        {
            await host.StartAsync(cancellationToken);
            return node;
        }
        catch
        {
            node.Refusals.Dispose();
            host.Dispose();
            throw;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
