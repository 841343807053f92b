using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Soc.CaptureAgent.Batching;
using Soc.CaptureAgent.Capturing;
using Soc.CaptureAgent.Delivery;
using Soc.CaptureAgent.Enrolment;
using Soc.CaptureAgent.Settings;
using Soc.CaptureAgent.Spool;

namespace Soc.CaptureAgent.Commands;

/// <summary>The agent as a program: what is captured or read goes over the spool to the gateway, or to Kafka.</summary>
internal static class Agent
{
    private const long BytesPerMegabyte = 1024 * 1024;

    /// <summary>Captures until it is stopped.</summary>
    public static async Task<int> RunAsync(CaptureOptions options)
    {
        using var host = Build(options, isLive: true);
        await host.RunAsync().ConfigureAwait(false);
        return 0;
    }

    /// <summary>Reads files, and ends when all of it was delivered.</summary>
    public static async Task<int> DeliverAsync(IReadOnlyList<string> files, bool shiftToNow, CaptureOptions options, CancellationToken cancellationToken)
    {
        using var host = Build(options, isLive: false);
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        var queue = host.Services.GetRequiredService<EventQueue>();
        var spool = host.Services.GetRequiredService<DiskSpool>();
        var state = host.Services.GetRequiredService<DeliveryState>();
        foreach (var path in files)
        {
            // Faster than the disk: the file waits, so that nothing is dropped.
            var counts = await Task.Run(
                () => ReadCommand.Read(path, options.SensorName, options.MaxFlows, shiftToNow, e => queue.TakeWaiting(e, cancellationToken), TimeProvider.System, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{path}: {counts.Frames:N0} frames, {queue.Taken:N0} events so far.")).ConfigureAwait(false);
        }

        await queue.DisposeAsync().ConfigureAwait(false);
        string? said = null;
        while (spool.Count > 0 && !cancellationToken.IsCancellationRequested)
        {
            if (state.Problem is { } problem && !string.Equals(problem, said, StringComparison.Ordinal))
            {
                said = problem;
                await Console.Error.WriteLineAsync($"Waiting: {problem}").ConfigureAwait(false);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await Console.Error.WriteLineAsync(spool.Count == 0 ? "All of it was delivered." : string.Create(CultureInfo.InvariantCulture, $"{spool.Count} batches wait in {options.StateDirectory} for the next run.")).ConfigureAwait(false);
        return spool.Count == 0 ? 0 : 1;
    }

    private static IHost Build(CaptureOptions options, bool isLive)
    {
        // Nothing is captured for nobody.
        if (!options.Kafka.IsConfigured)
        {
            using var identity = SensorIdentity.Load(options.StateDirectory);
        }

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning);
        var services = builder.Services;
        services.AddSystemd();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(DiskSpool.Open(Path.Combine(options.StateDirectory, "spool"), options.SpoolMegabytes * BytesPerMegabyte));
        services.AddSingleton(s =>
        {
            var queue = new EventQueue(s.GetRequiredService<DiskSpool>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<EventQueue>>());
            queue.Start();
            return queue;
        });
        services.AddSingleton<DeliveryState>();
        services.AddSingleton(new ConfigurationFile(options.StateDirectory, options));
        services.AddSingleton(new CommandFile(options.StateDirectory));
        services.AddSingleton<StandingCommands>();
        services.AddSingleton<CaptureService>();
        services.AddSingleton<SensorDesk>();
        services.AddSingleton<IGatewayWatcher>(s => s.GetRequiredService<SensorDesk>());
        if (options.Kafka.IsConfigured)
        {
            services.AddHostedService(s => new KafkaLink(
                options.Kafka, options.SensorName, s.GetRequiredService<DiskSpool>(), s.GetRequiredService<DeliveryState>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<KafkaLink>>()));
        }
        else
        {
            services.AddSingleton(s => new GatewayLink(
                options.StateDirectory,
                s.GetRequiredService<DiskSpool>(),
                s.GetRequiredService<DeliveryState>(),
                s.GetRequiredService<IGatewayWatcher>(),
                s.GetRequiredService<TimeProvider>(),
                s.GetRequiredService<ILogger<GatewayLink>>()));
            services.AddHostedService(s =>
            {
                var link = s.GetRequiredService<GatewayLink>();
                s.GetRequiredService<CaptureService>().Told = report => link.Send(SensorDesk.OutcomeOf(report));
                if (isLive)
                {
                    s.GetRequiredService<SensorDesk>().Restore(options.StateDirectory);
                }

                return link;
            });
        }

        if (isLive)
        {
            services.AddHostedService(s => s.GetRequiredService<CaptureService>());
            if (Microsoft.Extensions.Hosting.Systemd.SystemdHelpers.IsSystemdService())
            {
                services.AddHostedService<WatchdogService>();
            }
        }

        return builder.Build();
    }
}
