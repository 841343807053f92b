using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Soc.EventLog;
using Soc.EventLog.Embedded;
using Soc.Model.Events;
using Soc.GrainInterfaces.Clients;
using Soc.Model.Policies;
using Soc.Silo.Hosting;
using Soc.Silo.Ingest;

namespace Soc.Benchmarks.Running;

/// <summary>The whole silo in this process, on an empty data folder that is gone afterwards.</summary>
internal sealed class SiloHost : IAsyncDisposable
{
    private readonly TempFolder? _data;
    private readonly IHost _host;

    private SiloHost(TempFolder? data, IHost host)
    {
        _data = data;
        _host = host;
    }

    public IServiceProvider Services => _host.Services;

    public IEventLog Log => Services.GetRequiredService<IEventLog>();

    public IngestPump Pump => Services.GetRequiredService<IngestPump>();

    public EventRouter Router => Services.GetRequiredService<EventRouter>();

    public static Task<SiloHost> StartAsync(int clients, CancellationToken cancellationToken) => StartAsync(new TempFolder(), clients, cancellationToken);

    /// <summary>The same, and nothing is checkpointed while it is measured.</summary>
    public static Task<SiloHost> StartWithoutCheckpointsAsync(int clients, CancellationToken cancellationToken)
    {
        var data = new TempFolder();
        return StartAsync(data, data.Path, clients, cancellationToken, checkpointIntervalMs: int.MaxValue);
    }

    /// <summary>Starts the silo on a log that holds these events already.</summary>
    public static async Task<SiloHost> StartOnFullLogAsync(int clients, Func<IEnumerable<SecurityEvent[]>> requests, CancellationToken cancellationToken)
    {
        var data = new TempFolder();
        await using (var log = EmbeddedEventLog.Open(
            new EmbeddedEventLogOptions { Directory = Path.Combine(data.Path, "log"), PartitionCount = new SocSiloOptions().Partitions },
            TimeProvider.System,
            NullLogger.Instance))
        {
            foreach (var events in requests())
            {
                await log.AppendAsync(EventFactory.Entries(events, log.PartitionCount), cancellationToken);
            }
        }

        return await StartAsync(data, clients, cancellationToken);
    }

    /// <summary>Waits until no more than so many events are not applied.</summary>
    public async Task DrainAsync(long untilBacklog, CancellationToken cancellationToken)
    {
        while (Pump.Backlog > untilBacklog)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Starts the silo on a folder that outlives it.</summary>
    public static Task<SiloHost> StartOnFolderAsync(string folder, int clients, CancellationToken cancellationToken) => StartAsync(null, folder, clients, cancellationToken);

    /// <summary>Stores everything that changed.</summary>
    public async Task CheckpointAsync(CancellationToken cancellationToken)
    {
        while (!await Services.GetRequiredService<CheckpointService>().RunRoundAsync(cancellationToken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    private static Task<SiloHost> StartAsync(TempFolder data, int clients, CancellationToken cancellationToken) => StartAsync(data, data.Path, clients, cancellationToken);

    private static async Task<SiloHost> StartAsync(TempFolder? data, string folder, int clients, CancellationToken cancellationToken, int? checkpointIntervalMs = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [$"{SocSiloOptions.Section}:{nameof(SocSiloOptions.DataDirectory)}"] = folder,
            [$"{SocSiloOptions.Section}:{nameof(SocSiloOptions.CheckpointIntervalMs)}"] = (checkpointIntervalMs ?? new SocSiloOptions().CheckpointIntervalMs).ToString(CultureInfo.InvariantCulture),
        });
        builder.Logging.ClearProviders();
        builder.AddSocSilo();
        var host = builder.Build();
        var policies = host.Services.GetRequiredService<IClientPolicies>();
        for (var client = 0; client < clients; client++)
        {
            policies.Publish(ClientPolicy.DefaultFor(FormattableString.Invariant($"bench{client}")));
        }

        await host.StartAsync(cancellationToken);
        return new SiloHost(data, host);
    }

    /// <summary>Appends entries in requests of <paramref name="perAppend"/>, a few side by side, and waits until all are applied.</summary>
    public async Task AppendAndDrainAsync(IReadOnlyList<LogEntry> entries, int perAppend, CancellationToken cancellationToken)
    {
        var pump = Pump;
        var log = Log;
        await Parallel.ForEachAsync(
            entries.Chunk(perAppend),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken },
            async (chunk, token) =>
            {
                while (true)
                {
                    try
                    {
                        await log.AppendAsync(chunk, token);
                        return;
                    }
                    catch (EventLogBusyException)
                    {
                        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, token);
                    }
                }
            });
        while (pump.Backlog > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(_data is null ? TimeSpan.FromMinutes(2) : TimeSpan.FromSeconds(5));
        try
        {
            await _host.StopAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // The folder goes anyway: the last checkpoint is of no use to anybody.
        }

        _host.Dispose();
        _data?.Dispose();
    }
}
