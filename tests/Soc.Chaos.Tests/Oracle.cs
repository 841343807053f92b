using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Soc.Detection;
using Soc.Enrichment;
using Soc.EventLog;
using Soc.EventLog.Embedded;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Entities;
using Soc.Grains.Clients;
using Soc.Grains.Entities;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Incidents;
using Soc.Model.Ingest;
using Soc.Model.Policies;
using Soc.Model.Signals;
using Soc.Silo.Ingest;

namespace Soc.Chaos.Tests;

/// <summary>
/// What the product should have found: the same cores, one thread, no grain, no store, no crash, over the log that the
/// product left. Between partitions it reads in the order of receipt.
/// </summary>
internal sealed class Oracle
{
    public const string Client = "demo";

    private readonly Dictionary<EntityKey, EntityCore> _entities = [];
    private readonly DetectorCatalog _catalog = DetectorCatalog.Load();
    private readonly ClientPolicy _policy = ClientPolicy.DefaultFor(Client) with { Version = 1 };
    private readonly ClientCore _client;
    private readonly List<Signal> _signals = [];
    private ToldFacts[] _told = [];

    private Oracle() => _client = new ClientCore(Client, _catalog);

    /// <summary>Receipts of the log.</summary>
    public List<IngestReceipt> Receipts { get; } = [];

    /// <summary>Ids of the events of the log.</summary>
    public HashSet<EventId> Events { get; } = [];

    public IReadOnlyCollection<Incident> Incidents => [.. _client.Index.All.Where(i => i.MergedInto is null)];

    public long EventCountOf(string user) =>
        _entities.TryGetValue(EntityKey.User(Client, user), out var core) ? core.View(_policy, TimeZoneInfo.Utc).EventCount : 0;

    /// <summary>Over the files that a single process left.</summary>
    public static async Task<Oracle> RunAsync(string folder, CancellationToken cancellationToken)
    {
        await using var log = EmbeddedEventLog.Open(
            new EmbeddedEventLogOptions { Directory = Path.Combine(folder, "log"), PartitionCount = GatewayProcess.Partitions },
            TimeProvider.System,
            NullLogger.Instance);
        return await RunAsync(log, folder, strangers: 0, cancellationToken);
    }

    /// <summary>Over any log.</summary>
    /// <param name="strangers">Messages in it that are not ours.</param>
    public static async Task<Oracle> RunAsync(IEventLog log, string folder, long strangers, CancellationToken cancellationToken)
    {
        var oracle = new Oracle();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddEnrichment(new EnrichmentOptions { Directory = GatewayProcess.EmptyGeo(folder), ListsDirectory = Path.Combine(folder, "lists") });
        await using var provider = services.BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>())
        {
            await hosted.StartAsync(cancellationToken);
        }

        var policies = provider.GetRequiredService<IClientPolicies>();
        policies.Publish(oracle._policy);
        var router = new EventRouter(provider.GetRequiredService<IEnricher>(), policies, oracle._catalog);
        oracle._told = [.. Enumerable.Range(0, log.PartitionCount).Select(_ => new ToldFacts())];
        oracle.Take(await ReadLogAsync(log, strangers, cancellationToken), router, policies.RulesOf(Client).Zone);
        foreach (var hosted in provider.GetServices<IHostedService>())
        {
            await hosted.StopAsync(cancellationToken);
        }

        return oracle;
    }

    private static async Task<List<LogBatch>> ReadLogAsync(IEventLog log, long strangers, CancellationToken cancellationToken)
    {
        var lost = 0L;
        var entries = new List<LogBatch>();
        for (var partition = 0; partition < log.PartitionCount; partition++)
        {
            var position = 0L;
            while (position < log.EndOffset(partition))
            {
                var batch = await log.ReadAsync(partition, position, 4096, cancellationToken);
                lost += batch.Lost;
                entries.AddRange(Enumerable.Range(0, batch.Count).Select(i =>
                    new LogBatch(partition, [batch.Offsets[i]], [batch.Events[i]], [batch.Receipts[i]], batch.Offsets[i] + 1, 0)));
                position = batch.NextOffset;
            }
        }

        if (lost != strangers)
        {
            throw new InvalidOperationException($"{lost} entries of the log are gone, {strangers} were to be none of ours.");
        }

        // Stable, so that each partition keeps its order.
        return [.. entries.OrderBy(e => e.Events[0]?.ReceivedMs ?? e.Receipts[0]!.ReceivedMs)];
    }

    private void Take(List<LogBatch> entries, EventRouter router, TimeZoneInfo zone)
    {
        var routed = new RoutedBatch();
        foreach (var entry in entries)
        {
            if (entry.Receipts[0] is { } receipt)
            {
                Receipts.Add(receipt);
            }
            else
            {
                Events.Add(entry.Events[0]!.Id);
            }

            router.Route(entry, _told[entry.Partition], routed);
            foreach (var (key, events) in routed.Entities)
            {
                if (!_entities.TryGetValue(key, out var core))
                {
                    _entities.Add(key, core = new EntityCore(key, _catalog));
                }

                core.Apply(new EntityBatch(entry.Partition, [.. events]), _policy, zone, _signals);
            }

            foreach (var observations in routed.Clients.Values)
            {
                _client.Observe(observations, _policy, zone, _signals);
            }

            if (_signals.Count > 0)
            {
                _client.Accept(_signals, _policy, zone, nowMs: 0);
                _signals.Clear();
            }
        }
    }
}
