using System.Globalization;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Soc.Chaos.Poison;
using Soc.EventLog.Kafka;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Storage.Conformance.Stores.PostgreSql;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>Silos and gateways as processes, with real PostgreSQL, Redis, and a broker that speaks Kafka's protocol.</summary>
internal sealed class ClusterRig : IAsyncDisposable
{
    public const int Partitions = 8;

    private const string Topic = "soc.events";
    private const string Group = "soc-silos";
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan TellTime = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("soc-cluster-").FullName;
    private readonly List<NodeProcess> _nodes = [];

    private readonly ClusterShape _shape;

    private ClusterRig(ClusterShape shape, PostgresServer postgres, BrokerProcess broker)
    {
        _shape = shape;
        Postgres = postgres;
        Broker = broker;
        Tls = shape.HasTls ? new NodeTls(_folder) : null;
        Redis = new RedisServer(Path.Combine(_folder, "redis"));
    }

    public PostgresServer Postgres { get; }

    public RedisServer Redis { get; }

    public BrokerProcess Broker { get; }

    public List<NodeProcess> Silos { get; } = [];

    public List<GatewayProcess> Gateways { get; } = [];

    /// <summary>Where PostgreSQL's tables are; null when they may grow.</summary>
    public SmallFileSystem? Tables { get; private set; }

    /// <summary>Certificates of the nodes; null when they talk in the clear.</summary>
    public NodeTls? Tls { get; }

    private string Database { get; set; } = "";

    private long Strangers { get; set; }

    private int BrokerPort => int.Parse(Broker.BootstrapServers.Split(':')[1], CultureInfo.InvariantCulture);

    /// <summary>Where silos are hosts of their own; null when all are processes of this one.</summary>
    public Network? Network { get; private set; }

    public static async Task<ClusterRig> StartAsync(ClusterShape shape, CancellationToken cancellationToken)
    {
        var rig = new ClusterRig(shape, await PostgresServer.StartNewAsync(), await BrokerProcess.StartAsync(Topic, Partitions, cancellationToken));
        try
        {
            await rig.Redis.StartAsync(cancellationToken);
            rig.Network = shape.IsNetworked ? new Network() : null;
            rig.Tables = shape.TablesMegabytes is { } megabytes ? new SmallFileSystem(megabytes, PostgresServer.Account ?? Environment.UserName) : null;
            rig.Database = (await rig.Postgres.NewDatabaseAsync(rig.Tables?.Tables)).ConnectionString;
            for (var i = 0; i < shape.Silos; i++)
            {
                rig.AddSilo().Start();
            }

            for (var i = 0; i < shape.Gateways; i++)
            {
                rig.AddGateway().Start();
            }

            foreach (var node in rig._nodes)
            {
                await node.ReadyAsync(untilApplied: false, cancellationToken);
            }

            await rig.SharedAsync(cancellationToken);

            // Whom a bare login means is otherwise learned from the events before it, by each gateway for itself.
            using var api = new ApiClient(rig.Gateways[0].ApiAddress, GatewayProcess.AdminKey);
            await api.PutAsync<JsonElement>($"/api/v1/clients/{Oracle.Client}", new { identity = new { defaultDomain = Company.Norvik.Domain } }, cancellationToken);
            return rig;
        }
        catch (OperationCanceledException late)
        {
            var said = rig.Said;
            await rig.DisposeAsync();
            throw new TimeoutException($"The cluster did not start in time. The processes said:\n{said}", late);
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>Another silo, not started yet.</summary>
    public NodeProcess AddSilo()
    {
        var port = NodeProcess.FreePort();
        var host = Network?.AddHost(Postgres.Port, Redis.Port, BrokerPort);
        var address = host is { } number ? Network!.AddressOf(number) : "127.0.0.1";
        var silo = new NodeProcess("Soc.Silo", GatewayProcess.AddressOf(port, address)) { Prefix = host is { } on ? Network!.Prefix(on) : [] };
        var folder = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"silo-{Silos.Count}"));
        Directory.CreateDirectory(GatewayProcess.EmptyGeo(folder));
        foreach (var (name, value) in GatewayProcess.Common(folder).Concat(Shared()))
        {
            silo.Settings[name] = value;
        }

        GiveTls(silo);
        if (_shape.SecondSiloAhead != TimeSpan.Zero && Silos.Count == 1)
        {
            WrongClock.Give(silo, _folder, _shape.SecondSiloAhead);
        }

        if (_shape.IsPoisoned)
        {
            silo.Settings["DOTNET_STARTUP_HOOKS"] = typeof(PoisonStartup).Assembly.Location;
            silo.Settings["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = typeof(PoisonStartup).Assembly.GetName().Name!;
            silo.ListenFor = PoisonousDetector.Reason;
        }

        silo.Settings["Soc__Cluster__Address"] = address;
        silo.Settings["Soc__Silo__HttpPort"] = port.ToString(CultureInfo.InvariantCulture);
        Silos.Add(silo);
        _nodes.Add(silo);
        return silo;
    }

    public GatewayProcess AddGateway()
    {
        var gateway = new GatewayProcess(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"gateway-{Gateways.Count}")));
        foreach (var (name, value) in Shared())
        {
            gateway.Settings[name] = value;
        }

        gateway.Settings["Soc__Cluster__GatewayOnly"] = "true";
        GiveTls(gateway);
        Gateways.Add(gateway);
        _nodes.Add(gateway);
        return gateway;
    }

    /// <summary>Waits until every partition is read by one running silo.</summary>
    public Task SharedAsync(CancellationToken cancellationToken) => SharedByAsync(Silos, cancellationToken);

    /// <summary>Waits until every partition is read by one of these, and each of them reads some.</summary>
    public static async Task SharedByAsync(IEnumerable<NodeProcess> silos, CancellationToken cancellationToken)
    {
        while (true)
        {
            var owned = new List<int>();
            var isIdle = false;
            foreach (var silo in silos.Where(s => s.IsRunning))
            {
                var before = owned.Count;
                owned.AddRange((await silo.HealthAsync(cancellationToken))?.Partitions ?? []);
                isIdle |= owned.Count == before;
            }

            if (!isIdle && owned.Order().SequenceEqual(Enumerable.Range(0, Partitions)))
            {
                return;
            }

            await Task.Delay(PollEvery, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Waits until everything in the log is applied and stored, by what the silos told their group.</summary>
    public async Task StoredAsync(CancellationToken cancellationToken)
    {
        TopicPartition[] all = [.. Enumerable.Range(0, Partitions).Select(p => new TopicPartition(Topic, p))];
        using var tool = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = Broker.BootstrapServers, GroupId = Group })
            .SetLogHandler((_, _) => { })
            .Build();
        while (true)
        {
            var stored = tool.Committed(all, TimeSpan.FromSeconds(10)).ToDictionary(c => c.Partition.Value, c => c.Offset.Value);
            if (all.All(p => tool.QueryWatermarkOffsets(p, TimeSpan.FromSeconds(10)).High.Value is var end && (end == 0 || stored[p.Partition.Value] == end)))
            {
                return;
            }

            await Task.Delay(PollEvery, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Somebody else writes into every partition of the topic.</summary>
    public async Task DisturbTopicAsync(int each, CancellationToken cancellationToken)
    {
        using var stranger = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = Broker.BootstrapServers }).SetLogHandler((_, _) => { }).Build();
        for (var i = 0; i < each; i++)
        {
            for (var partition = 0; partition < Partitions; partition++, Strangers++)
            {
                await stranger.ProduceAsync(new TopicPartition(Topic, partition), new Message<Null, string> { Value = "<134>not an entry of ours" }, cancellationToken);
            }
        }
    }

    /// <summary>Nobody can write to the stores for a while: every write waits.</summary>
    public Task SlowStoreAsync(TimeSpan time) => Postgres.ExecuteAsync(
        new Npgsql.NpgsqlConnectionStringBuilder(Database).Database!,
        string.Create(CultureInfo.InvariantCulture, $"BEGIN; LOCK TABLE soc.entities, soc.incidents, soc.offsets IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep({time.TotalSeconds}); COMMIT"));

    /// <summary>What should have been found, over the same log.</summary>
    public async Task<Oracle> OracleAsync(CancellationToken cancellationToken)
    {
        await using var log = KafkaEventLog.Open(
            new KafkaLogOptions { BootstrapServers = Broker.BootstrapServers, EventsTopic = Topic, GroupId = "oracle" }, TimeProvider.System, NullLogger.Instance);
        Directory.CreateDirectory(GatewayProcess.EmptyGeo(_folder));
        return await Oracle.RunAsync(log, _folder, Strangers, cancellationToken);
    }

    /// <summary>The last words of every process, for a failure's message.</summary>
    public string Said => string.Join("\n\n", _nodes.Select((n, i) => string.Create(CultureInfo.InvariantCulture, $"-- process {i}\n{n.Said}")));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            node.Dispose();
        }

        Network?.Dispose();
        Broker.Dispose();
        Redis.Dispose();
        await Postgres.DisposeAsync();
        Tables?.Dispose();
        Tls?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Waits until a silo's health says this.</summary>
    /// <returns>The sentence.</returns>
    public async Task<string> ToldAsync(Func<string, bool> isMeant, CancellationToken cancellationToken)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var heard = new HashSet<string>(StringComparer.Ordinal);
        while (TimeProvider.System.GetElapsedTime(begun) < TellTime)
        {
            foreach (var silo in Silos.Where(s => s.IsRunning))
            {
                var problems = (await silo.HealthAsync(cancellationToken))?.Problems ?? [];
                heard.UnionWith(problems);
                if (problems.FirstOrDefault(isMeant) is { } told)
                {
                    return told;
                }
            }

            await Task.Delay(PollEvery, TimeProvider.System, cancellationToken);
        }

        throw new InvalidOperationException($"No silo's health said what was waited for, but: {string.Join(" | ", heard)}");
    }

    /// <summary>Waits until no silo's health says this any more.</summary>
    public async Task WellAgainAsync(Func<string, bool> isMeant, CancellationToken cancellationToken)
    {
        foreach (var silo in Silos.Where(s => s.IsRunning))
        {
            while (await silo.HealthAsync(cancellationToken) is not { } health || health.Problems.Any(isMeant))
            {
                await Task.Delay(PollEvery, TimeProvider.System, cancellationToken);
            }
        }
    }

    private void GiveTls(NodeProcess node)
    {
        foreach (var (name, value) in Tls?.Give() ?? [])
        {
            node.Settings[name] = value;
        }
    }

    private Dictionary<string, string> Shared()
    {
        var settings = Always();
        if (_shape.HasEntitiesOnRedis)
        {
            settings["Soc__Redis__ConnectionString"] = Redis.ConnectionString;
        }

        return settings;
    }

    private Dictionary<string, string> Always() => new(StringComparer.Ordinal)
    {
        ["Soc__Kafka__BootstrapServers"] = Broker.BootstrapServers,
        ["Soc__Kafka__EventsTopic"] = Topic,
        ["Soc__Kafka__GroupId"] = Group,
        ["Soc__Kafka__SessionTimeoutMs"] = "6000",
        ["Soc__Postgres__ConnectionString"] = Database,
        ["Soc__Cluster__Membership"] = _shape.Membership,
        ["Soc__Cluster__RedisConnectionString"] = Redis.ConnectionString,
        ["Soc__Cluster__SiloPort"] = "0",
        ["Soc__Cluster__ClientPort"] = "0",
        ["DOTNET_GCHeapCount"] = "1",
    };
}
