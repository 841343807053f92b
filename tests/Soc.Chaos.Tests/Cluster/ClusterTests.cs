using Xunit;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>Clusters that change, and that fall apart, while events come: afterwards everything is found that an undisturbed run finds, and nothing twice.</summary>
public sealed class ClusterTests(ITestOutputHelper output)
{
    private static readonly TimeSpan CutTime = TimeSpan.FromSeconds(30);

    [Fact]
    public Task A_rolling_restart_and_one_silo_more() => new Suffering(output).RunAsync(new ClusterShape { Silos = 2, Gateways = 1 }, async (rig, middle, cancellationToken) =>
    {
        await middle(0);
        rig.AddSilo().Start();
        await rig.Silos[2].ReadyAsync(untilApplied: false, cancellationToken);
        for (var i = 0; i < 2; i++)
        {
            await middle(i + 1);
            await rig.Silos[i].StopAsync(cancellationToken);
            await rig.SharedAsync(cancellationToken);
            rig.Silos[i].Start();
            await rig.Silos[i].ReadyAsync(untilApplied: false, cancellationToken);
        }
    });

    /// <summary>
    /// Both go on to see the broker, the store and the gateway, and each takes the other for dead. One of them is declared dead, and ends
    /// itself when it learns of that; it is started again, as any supervisor does.
    /// </summary>
    [Fact]
    public Task Two_silos_that_hear_nothing_of_each_other() => new Suffering(output).RunAsync(new ClusterShape { Silos = 2, Gateways = 1, IsNetworked = true }, async (rig, middle, cancellationToken) =>
    {
        await middle(0);
        rig.Network!.Cut(0, 1);
        var cut = TimeProvider.System.GetTimestamp();
        await middle(1);
        while (rig.Silos.TrueForAll(s => s.IsRunning) && TimeProvider.System.GetElapsedTime(cut) < CutTime)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }

        output.WriteLine($"after {TimeProvider.System.GetElapsedTime(cut).TotalSeconds:0.0} s {rig.Silos.Count(s => s.IsRunning)} of 2 silos run");
        rig.Network.Heal(0, 1);
        await middle(2);
        foreach (var ended in rig.Silos.Where(s => !s.IsRunning))
        {
            ended.Start();
            await ended.ReadyAsync(untilApplied: false, cancellationToken);
        }

        await rig.SharedAsync(cancellationToken);
    });
}
