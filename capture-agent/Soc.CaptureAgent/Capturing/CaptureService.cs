using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Soc.Capture.Reset;
using Soc.CaptureAgent.Batching;
using Soc.CaptureAgent.Settings;

namespace Soc.CaptureAgent.Capturing;

/// <summary>One thread an interface; begun anew when the configuration changes.</summary>
internal sealed partial class CaptureService(CaptureOptions local, ConfigurationFile file, EventQueue queue, TimeProvider time, ILogger<CaptureService> logger) : BackgroundService
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _changed = new(0);
    private volatile CaptureThread[] _threads = [];

    /// <summary>Gets what came of commands.</summary>
    public Action<ResetReport> Told { get; set; } = static _ => { };

    public SensorConfiguration Configuration { get; private set; } = file.Read();

    public CaptureOptions Options => Configuration.Over(local);

    public IReadOnlyList<LinkFigures> Figures => [.. _threads.Select(t => t.Figures)];

    /// <summary>Every thread looked up from its frames lately.</summary>
    public bool IsAlive(TimeSpan patience) => _threads.All(t => t.LookedAt == 0 || time.GetElapsedTime(t.LookedAt) < patience);

    /// <summary>Takes a configuration that was judged before.</summary>
    public void Configure(SensorConfiguration configuration)
    {
        Configuration = configuration;
        _changed.Release();
    }

    /// <summary>Every interface gets it: the connection is seen by one of them.</summary>
    public void Command(ResetCommand command)
    {
        foreach (var thread in _threads)
        {
            thread.Command(command);
        }
    }

    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using var round = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var options = Options;
            if (options.Interfaces.Count == 0)
            {
                LogNothing();
            }

            _threads = [.. options.Interfaces.Distinct(StringComparer.Ordinal).Select(name => new CaptureThread(name, options, queue, r => Told(r), time, logger))];
            foreach (var thread in _threads)
            {
                thread.Start(round.Token);
            }

            await _changed.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await round.CancelAsync().ConfigureAwait(false);
            foreach (var thread in _threads)
            {
                thread.Join(StopPatience);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No interface is named: give --interface, Soc__Capture__Interfaces__0, or configure this sensor at the gateway")]
    private partial void LogNothing();
}
