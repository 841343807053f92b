using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Soc.Silo.Health;
using Xunit;

namespace Soc.Grains.Tests.Silo;

public sealed class GarbagePausesTests
{
    private const int Tries = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_stop_for_garbage_is_measured()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var measured = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (string.Equals(instrument.Name, "soc_gc_pause_seconds", StringComparison.Ordinal) && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => measured.TrySetResult(seconds));
        listener.Start();
        using var pauses = new GarbagePauses(meters, TimeProvider.System);
        await pauses.StartAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < Tries && !measured.Task.IsCompleted; i++)
        {
            GC.Collect();
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        (await measured.Task.WaitAsync(Patience, TestContext.Current.CancellationToken)).ShouldBeInRange(double.Epsilon, Patience.TotalSeconds);
        await pauses.StopAsync(TestContext.Current.CancellationToken);
    }
}
