using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Soc.Silo.Clustering.Tls;

/// <summary>Mutual TLS on every connection between the nodes of a cluster. It says who speaks, not what he may call.</summary>
public static class ClusterTls
{
    /// <summary>Silo to silo in both directions, and clients to the silo's gateway.</summary>
    /// <exception cref="InvalidOperationException">The options make no sense; the message says what to change. Unusable files are said when the host starts.</exception>
    public static ISiloBuilder UseClusterTls(this ISiloBuilder builder, ClusterTlsOptions options)
    {
        Add(builder.Services, options);
        builder.Services.AddOptions<SiloConnectionOptions>().Configure<TlsConnections>((connections, tls) =>
        {
            connections.ConfigureSiloInboundConnection(c => Accept(c, tls));
            connections.ConfigureGatewayInboundConnection(c => Accept(c, tls));
            connections.ConfigureSiloOutboundConnection(c => Connect(c, tls));
        });
        return builder;
    }

    /// <summary>A client to the silos' gateways.</summary>
    /// <exception cref="InvalidOperationException">As above.</exception>
    public static IClientBuilder UseClusterTls(this IClientBuilder builder, ClusterTlsOptions options)
    {
        Add(builder.Services, options);
        builder.Services.AddOptions<ClientConnectionOptions>().Configure<TlsConnections>((connections, tls) => connections.ConfigureConnection(c => Connect(c, tls)));
        return builder;
    }

    private static void Accept(IConnectionBuilder connections, TlsConnections tls) => connections.Use(next => context => tls.AcceptAsync(context, next));

    private static void Connect(IConnectionBuilder connections, TlsConnections tls) => connections.Use(next => context => tls.ConnectAsync(context, next));

    private static void Add(IServiceCollection services, ClusterTlsOptions options)
    {
        options.Check();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(options);
        services.TryAddSingleton<ClusterCertificates>();
        services.TryAddSingleton<TlsRefusals>();
        services.TryAddSingleton<TlsConnections>();

        // Made before anything is started, so that unusable files end the start with their own words.
        services.AddHostedService<CertificateWatch>();
    }
}
