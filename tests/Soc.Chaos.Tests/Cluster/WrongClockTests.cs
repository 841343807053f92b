using Shouldly;
using Xunit;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>
/// One silo's wall clock is ahead by half an hour, or behind, more than after which an event is late. Both silos are killed once, so that each has to be seen as
/// dead by the other, and to join again what the other's clock wrote.
/// </summary>
public sealed class WrongClockTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    public Task A_silo_whose_clock_is_wrong(int minutesAhead) => new Suffering(output).RunAsync(
        new ClusterShape { SecondSiloAhead = TimeSpan.FromMinutes(minutesAhead) },
        async (rig, middle, cancellationToken) =>
        {
            (await rig.Silos[0].AheadAsync(cancellationToken)).TotalMinutes.ShouldBe(0, tolerance: 1);
            (await rig.Silos[1].AheadAsync(cancellationToken)).TotalMinutes.ShouldBe(minutesAhead, tolerance: 1);
            for (var i = 0; i < 2; i++)
            {
                await middle(i);
                await rig.Silos[i].KillAsync();
                var killed = TimeProvider.System.GetTimestamp();
                await rig.SharedAsync(cancellationToken);
                output.WriteLine($"the partitions of silo {i} are read again after {TimeProvider.System.GetElapsedTime(killed).TotalSeconds:0.0} s");
                rig.Silos[i].Start();
                await rig.Silos[i].ReadyAsync(untilApplied: false, cancellationToken);
                await rig.SharedAsync(cancellationToken);
            }
        },
        async (rig, _, _, cancellationToken) =>
        {
            foreach (var silo in rig.Silos)
            {
                output.WriteLine($"{await silo.CountedAsync("soc_pump_events_total", "", cancellationToken)} events applied by one silo");
            }
        });
}
