using Xunit;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>What is around a cluster goes away or is strange, while events come: afterwards everything is found that an undisturbed run finds, and nothing twice.</summary>
public sealed class SurroundingsTests(ITestOutputHelper output)
{
    private static readonly TimeSpan StoreAwayTime = TimeSpan.FromMinutes(1);

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
}
