using Xunit;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>Nodes that die, or are taken for dead and are not, while events come: afterwards everything is found that an undisturbed run finds, and nothing twice.</summary>
public sealed class LostNodesTests(ITestOutputHelper output)
{
    [Fact]
    public Task A_gateway_killed() => new Suffering(output).RunAsync(new ClusterShape { Silos = 2, Gateways = 2, IsAtFullLoad = true }, async (rig, middle, cancellationToken) =>
    {
        for (var i = 0; i < 2; i++)
        {
            await middle(i);
            await rig.Gateways[0].KillAsync();
            rig.Gateways[0].Start();
            await rig.Gateways[0].ReadyAsync(untilApplied: false, cancellationToken);
        }
    });

    /// <summary>It wakes up in the belief that it still has its partitions and its grains, which others have by then.</summary>
    [Fact]
    public Task A_silo_held_for_longer_than_the_others_wait_for_it() => new Suffering(output).RunAsync(new ClusterShape { Silos = 3, Gateways = 1, IsAtFullLoad = true }, async (rig, middle, cancellationToken) =>
    {
        await middle(0);
        var held = rig.Silos[0];
        held.Signal("-STOP");
        var stopped = TimeProvider.System.GetTimestamp();
        await ClusterRig.SharedByAsync(rig.Silos.Skip(1), cancellationToken);
        output.WriteLine($"the partitions of a held silo are read again after {TimeProvider.System.GetElapsedTime(stopped).TotalSeconds:0.0} s");
        await middle(1);
        held.Signal("-CONT");
        await middle(2);
    });
}
