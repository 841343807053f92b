using Xunit;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>Silos that die one after the other, while events come: afterwards everything is found that an undisturbed run finds, and nothing twice.</summary>
public sealed class SilosKilledTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("Redis")]
    [InlineData("PostgreSql")]
    public Task Silos_killed_one_after_the_other(string membership) => new Suffering(output).RunAsync(new ClusterShape { Silos = 3, Gateways = 1, Membership = membership, IsAtFullLoad = true }, async (rig, middle, cancellationToken) =>
    {
        for (var i = 0; i < 3; i++)
        {
            await middle(i);
            await rig.Silos[i].KillAsync();
            var killed = TimeProvider.System.GetTimestamp();
            await rig.SharedAsync(cancellationToken);
            output.WriteLine($"the partitions of a killed silo are read again after {TimeProvider.System.GetElapsedTime(killed).TotalSeconds:0.0} s");
            rig.Silos[i].Start();
            await rig.Silos[i].ReadyAsync(untilApplied: false, cancellationToken);
        }
    });
}
