using Xunit;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>What clusters suffer, while events come: afterwards everything is found that an undisturbed run finds, and nothing twice.</summary>
public sealed class ClusterTests(ITestOutputHelper output)
{
    private static readonly TimeSpan CutTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StoreAwayTime = TimeSpan.FromMinutes(1);

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

    [Fact]
    public Task Broker_store_and_membership_away_for_a_while() => new Suffering(output).RunAsync(new ClusterShape { Silos = 2, Gateways = 1 }, async (rig, middle, cancellationToken) =>
    {
        await middle(0);
        await rig.Broker.DownAsync();
        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, cancellationToken);
        await rig.Broker.UpAsync();
        await middle(1);
        await rig.Postgres.KillAsync();
        await Task.Delay(StoreAwayTime, TimeProvider.System, cancellationToken);
        await rig.Postgres.StartAsync();
        await middle(2);
        await rig.Redis.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, cancellationToken);
        await rig.Redis.StartAsync(cancellationToken);
    });

    [Fact]
    public Task Strange_messages_in_the_topic_and_a_store_that_makes_everybody_wait() => new Suffering(output).RunAsync(new ClusterShape { Silos = 2, Gateways = 1 }, async (rig, middle, cancellationToken) =>
    {
        await middle(0);
        await rig.DisturbTopicAsync(each: 3, cancellationToken);
        await middle(1);
        await rig.SlowStoreAsync(TimeSpan.FromSeconds(10));
        await middle(2);
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
