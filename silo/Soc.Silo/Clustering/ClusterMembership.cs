using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Versions.Compatibility;
using Orleans.Versions.Selector;
using Soc.Silo.Clustering.Tls;
using Soc.Storage.PostgreSql;
using Soc.Storage.PostgreSql.Orleans;
using StackExchange.Redis;

namespace Soc.Silo.Clustering;

/// <summary>How a node becomes part of the cluster.</summary>
internal static class ClusterMembership
{
    private const string ServiceId = "soc";
    private static readonly TimeSpan CheckTime = TimeSpan.FromSeconds(5);

    /// <summary>A silo among others.</summary>
    public static void Join(ISiloBuilder silo, ClusterOptions options, PostgresOptions postgres, ClusterTlsOptions tls)
    {
        silo.Configure<Orleans.Configuration.ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (options.ClusterId, ServiceId));
        silo.Configure<EndpointOptions>(o =>
        {
            o.AdvertisedIPAddress = options.AddressToTell;
            o.SiloPort = options.SiloPort == 0 ? FreePorts.Next() : options.SiloPort;
            o.GatewayPort = options.ClientPort == 0 ? FreePorts.Next() : options.ClientPort;
        });
        silo.Configure<ClusterMembershipOptions>(o =>
        {
            o.ProbeTimeout = TimeSpan.FromMilliseconds(options.ProbeTimeoutMs);
            o.NumMissedProbesLimit = options.MissedProbes;
            o.TableRefreshTimeout = TimeSpan.FromSeconds(10);
            o.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);

            // It compares one silo's clock with another's: beside a silo whose clock is ahead by more than the time to join, whoever joins would be declared dead at once, for ever.
            o.EvictWhenMaxJoinAttemptTimeExceeded = false;
            o.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
            o.DefunctSiloExpiration = TimeSpan.FromDays(1);
        });

        // After a silo's death the directory would refuse its entities for half a minute more, lest two activations live at once; and it tells
        // other silos until when by the wall clock: for one that is behind, that is for ever. The stores refuse a second writer in any case.
        silo.Configure<GrainDirectoryOptions>(o => o.RangeLeaseDuration = TimeSpan.Zero);

        // While silos of two versions run side by side: a call goes to a silo that knows at least what the caller asks for, and an entity
        // stays with the older one until that goes.
        silo.Configure<GrainVersioningOptions>(o =>
        {
            o.DefaultCompatibilityStrategy = nameof(BackwardCompatible);
            o.DefaultVersionSelectorStrategy = nameof(MinimumVersion);
        });

#pragma warning disable ORLEANSEXP003 // of the directories it is the one that keeps to one activation through silos that come and go; the stores refuse a second writer in any case
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        if (options.Membership == MembershipKind.Redis)
        {
            silo.UseRedisClustering(o => o.ConfigurationOptions = Redis(options));
            silo.UseRedisReminderService(o => o.ConfigurationOptions = Redis(options));
        }
        else
        {
            silo.UsePostgresClustering(postgres);
        }

        if (tls.IsConfigured)
        {
            silo.UseClusterTls(tls);
        }
    }

    /// <summary>A gateway that calls the silos.</summary>
    public static void Join(IClientBuilder client, ClusterOptions options, PostgresOptions postgres, ClusterTlsOptions tls)
    {
        client.Configure<Orleans.Configuration.ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (options.ClusterId, ServiceId));
        if (options.Membership == MembershipKind.Redis)
        {
            client.UseRedisClustering(o => o.ConfigurationOptions = Redis(options));
        }
        else
        {
            client.UsePostgresClustering(postgres);
        }

        if (tls.IsConfigured)
        {
            client.UseClusterTls(tls);
        }
    }

    /// <summary>Looks whether the server of the membership can be used.</summary>
    /// <exception cref="InvalidOperationException">It cannot; the message says what to do.</exception>
    public static async Task CheckAsync(ClusterOptions options)
    {
        if (options.Membership != MembershipKind.Redis)
        {
            return;
        }

        var redis = Redis(options);
        redis.AbortOnConnectFail = true;
        redis.ConnectTimeout = (int)CheckTime.TotalMilliseconds;
        try
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(redis);
            await connection.GetDatabase().PingAsync();
        }
        catch (RedisException e)
        {
            throw new InvalidOperationException($"The Redis server of {ClusterOptions.Section}:RedisConnectionString cannot be used ({e.Message}): start it, or check address, password and TLS.", e);
        }
    }

    private static ConfigurationOptions Redis(ClusterOptions options)
    {
        try
        {
            var redis = ConfigurationOptions.Parse(options.RedisConnectionString);
            redis.AbortOnConnectFail = false;
            return redis;
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException($"{ClusterOptions.Section}:RedisConnectionString makes no sense ({e.Message}): give host:port, and further options after a comma.", e);
        }
    }
}
