using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace Soc.CaptureAgent.Capturing;

/// <summary>Tells systemd that the agent lives (sd_notify(3)), as long as every interface's thread does: one that hangs is begun anew with the whole process.</summary>
internal sealed class WatchdogService(ISystemdNotifier notifier, CaptureService capture, TimeProvider time) : BackgroundService
{
    /// <summary>A thread looks up several times a second: one that does not for so long hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const long MicrosecondsPerMillisecond = 1_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!notifier.IsEnabled || !long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) || microseconds <= 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(Math.Max(1, microseconds / MicrosecondsPerMillisecond / 3)), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                if (capture.IsAlive(Patience))
                {
                    notifier.Notify(new ServiceState("WATCHDOG=1"));
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }
}
