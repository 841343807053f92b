using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Soc.Enrichment;
using Soc.EventLog;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Entities;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Incidents;
using Soc.Model.Ingest;
using Soc.Silo.Hosting;
using Soc.Silo.Ingest;
using Xunit;

namespace Soc.Grains.Tests.Silo;

/// <summary>The real silo in this process on a folder, with stores that can fail.</summary>
internal sealed class Engine : IAsyncDisposable
{
    public const int Partitions = 4;

    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IHost _host;

    private Engine(IHost host, Outage entities, Outage incidents, Outage policies)
    {
        _host = host;
        EntityOutage = entities;
        IncidentOutage = incidents;
        PolicyOutage = policies;
    }

    public Outage EntityOutage { get; }

    public Outage IncidentOutage { get; }

    public Outage PolicyOutage { get; }

    public IngestPump Pump => _host.Services.GetRequiredService<IngestPump>();

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public IClientGrain Client => Grains.GetGrain<IClientGrain>(Make.Client);

    public CheckpointService Checkpoints => _host.Services.GetRequiredService<CheckpointService>();

    /// <summary>Health says this, and that the disk is away.</summary>
    public bool Told(string what) => Pump.Problems.Append(Checkpoints.Problem).OfType<string>()
        .Any(p => p.Contains(what, StringComparison.Ordinal) && p.Contains("The disk is away", StringComparison.Ordinal) && !p.Contains("of 0 entities", StringComparison.Ordinal));

    public CheckpointTracker Tracker => _host.Services.GetRequiredService<CheckpointTracker>();

    private IEventLog Log => _host.Services.GetRequiredService<IEventLog>();

    /// <param name="folder">Where its data are.</param>
    /// <param name="replace">Puts something else in the place of what the silo works with.</param>
    public static async Task<Engine> StartAsync(string folder, Action<IServiceCollection>? replace = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Soc:Silo:DataDirectory"] = folder,
            ["Soc:Silo:Partitions"] = Partitions.ToString(CultureInfo.InvariantCulture),
            ["Soc:Silo:CheckpointIntervalMs"] = "100",
        });
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.AddSocSilo();
        var (entities, incidents, policies) = (new Outage(), new Outage(), new Outage());
        Wrap<IEntityStore>(builder.Services, inner => new FailingEntityStore(inner, entities));
        Wrap<IIncidentStore>(builder.Services, inner => new FailingIncidentStore(inner, incidents));
        Wrap<IClientPolicies>(builder.Services, inner => new FailingPolicies(inner, policies));
        Wrap<IEnricher>(builder.Services, inner => new FailingEnricher(inner));
        replace?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new Engine(host, entities, incidents, policies);
    }

    /// <summary>Appends as the gateway does: one request with its receipt.</summary>
    public async Task SendAsync(params SecurityEvent[] events)
    {
        var entries = events.Select(e => new LogEntry(Partitioner.PartitionOf(e, Partitions), e, Receipt: null)).ToList();
        var receipt = new IngestReceipt
        {
            Client = Make.Client,
            ReceivedMs = events[0].ReceivedMs,
            Counts = [new IngestCount("test", "parsed", null, events.Length, events.Length, events[^1].TimeMs)],
        };
        entries.Add(new LogEntry(Partitioner.PartitionOf(Make.Client, "", Partitions), Event: null, receipt));
        await Log.AppendAsync(entries, CancellationToken.None);
    }

    /// <summary>Waits until all that was sent is applied.</summary>
    public Task AppliedAsync() => UntilAsync(() => ValueTask.FromResult(Pump.Backlog == 0), "everything is applied");

    public ValueTask<EntityView> ViewAsync(string user) =>
        Grains.GetGrain<IUserGrain>(EntityKey.User(Make.Client, user).ToString()).ViewAsync(CancellationToken.None);

    public async Task<IReadOnlyList<Incident>> IncidentsAsync() =>
        (await _host.Services.GetRequiredService<IIncidentStore>().QueryAsync(new IncidentQuery(Make.Client, null, 0, 0, 500, null), CancellationToken.None)).Items;

    public ValueTask<Funnel> FunnelAsync() => Client.GetFunnelAsync(0, CancellationToken.None);

    public ValueTask<long> StoredOffsetAsync(int partition) => _host.Services.GetRequiredService<IEntityStore>().ReadOffsetAsync(partition, CancellationToken.None);

    /// <summary>Promises to come back.</summary>
    public async Task<int> ReminderCountAsync() => (await _host.Services.GetRequiredService<IReminderTable>().ReadRows(0, 0)).Reminders.Count;

    /// <summary>What was promised is stored with another period, as if it had been promised long ago: whoever starts on this folder next keeps it within that.</summary>
    public async Task HurryRemindersAsync(TimeSpan period)
    {
        var table = _host.Services.GetRequiredService<IReminderTable>();
        foreach (var reminder in (await table.ReadRows(0, 0)).Reminders)
        {
            reminder.Period = period;
            reminder.StartAt -= TimeSpan.FromHours(1);
            await table.UpsertRow(reminder);
        }
    }

    /// <exception cref="TimeoutException">It does not come true.</exception>
    public static async Task UntilAsync(Func<ValueTask<bool>> condition, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"Waited in vain until {what}.");
            }

            await Task.Delay(PollEvery, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        switch (_host)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync();
                break;
            default:
                _host.Dispose();
                break;
        }
    }

    private static void Wrap<T>(IServiceCollection services, Func<T, T> wrap)
        where T : class
    {
        var inner = services.Last(d => d.ServiceType == typeof(T));
        services.AddSingleton(s => wrap((T)(inner.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, inner.ImplementationType!))));
    }
}
