using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Soc.Capture.Reset;
using Soc.CaptureAgent.Batching;
using Soc.CaptureAgent.Settings;

namespace Soc.CaptureAgent.Capturing;

/// <summary>One thread an interface; begun anew when the configuration changes.</summary>
internal sealed partial class CaptureService(
    CaptureOptions local, ConfigurationFile file, StandingCommands commands, CommandFile commandFile, EventQueue queue, TimeProvider time, ILogger<CaptureService> logger) : BackgroundService
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private const long NsPerMs = 1_000_000;

    private readonly SemaphoreSlim _changed = new(0);
    private readonly Lock _storing = new();
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

    /// <summary>
    /// Every interface carries it out, now and whenever it is there again: the connection is seen by one of them. The same again changes nothing, and is answered
    /// with how it stands.
    /// </summary>
    public void Command(ResetCommand command, byte[] document, byte[] signature)
    {
        if (!local.ResetsEnabled)
        {
            Tell(command.Id, command.Client, ResetOutcome.Failed, ResetReason.Disabled);
            return;
        }

        var (standing, refusal) = commands.Add(command, document, signature);
        if (standing is null)
        {
            Tell(command.Id, command.Client, ResetOutcome.Failed, refusal);
            return;
        }

        if (ReferenceEquals(standing.Document, document))
        {
            Store();
        }

        var isSeen = _threads.Any(t => t.IsLive);
        var (outcome, reason) = standing.BrokenOff > 0 ? (ResetOutcome.Confirmed, ResetReason.None) : (ResetOutcome.Standing, isSeen ? ResetReason.None : ResetReason.NoLink);
        Tell(command.Id, command.Client, outcome, reason, standing.BrokenOff > 0 ? string.Create(CultureInfo.InvariantCulture, $"{standing.BrokenOff} so far") : "");
    }

    /// <summary>Ends commands before their time; none of that id may be there.</summary>
    public void Withdraw(string id, string client)
    {
        commands.Withdraw(id);
        Store();
        Tell(id, client, ResetOutcome.Ended, ResetReason.Withdrawn);
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

            _threads = [.. options.Interfaces.Distinct(StringComparer.Ordinal).Select(name => new CaptureThread(name, options, queue, commands, Take, time, logger))];
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

    private void Take(ResetReport report)
    {
        if (commands.Note(report))
        {
            Store();
        }

        Told(report);
    }

    private void Tell(string id, string client, ResetOutcome outcome, ResetReason reason, string detail = "") =>
        Told(new ResetReport(id, client, null, outcome, reason, detail, 0, 0, time.GetUtcNow().ToUnixTimeMilliseconds() * NsPerMs));

    // Without a disk a command is carried out all the same, until this program ends.
    private void Store()
    {
        try
        {
            lock (_storing)
            {
                commandFile.Write(commands.All());
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotStored(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Commands to break connections off cannot be stored, and end when this program does: {Reason}")]
    private partial void LogNotStored(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No interface is named: give --interface, Soc__Capture__Interfaces__0, or configure this sensor at the gateway")]
    private partial void LogNothing();
}
