using System.Globalization;
using Shouldly;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Xunit;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>What clusters suffer, while events come: afterwards everything is found that an undisturbed run finds, and nothing twice.</summary>
public sealed class ClusterTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(240);
    private static readonly TimeSpan CutTime = TimeSpan.FromSeconds(30);

    private static readonly ulong Seed =
        ulong.TryParse(Environment.GetEnvironmentVariable("SOC_TEST_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : (ulong)TimeProvider.System.GetTimestamp();

    [Fact]
    public Task Silos_killed_one_after_the_other() => SufferAsync(new ClusterShape { Silos = 3, Gateways = 1 }, async (rig, middle, cancellationToken) =>
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
    public Task A_gateway_killed() => SufferAsync(new ClusterShape { Silos = 2, Gateways = 2 }, async (rig, middle, cancellationToken) =>
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
    public Task A_silo_held_for_longer_than_the_others_wait_for_it() => SufferAsync(new ClusterShape { Silos = 3, Gateways = 1 }, async (rig, middle, cancellationToken) =>
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
    public Task A_rolling_restart_and_one_silo_more() => SufferAsync(new ClusterShape { Silos = 2, Gateways = 1 }, async (rig, middle, cancellationToken) =>
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
    public Task Broker_store_and_membership_away_for_a_while() => SufferAsync(new ClusterShape { Silos = 2, Gateways = 1 }, async (rig, middle, cancellationToken) =>
    {
        await middle(0);
        await rig.Broker.DownAsync();
        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, cancellationToken);
        await rig.Broker.UpAsync();
        await middle(1);
        await rig.Postgres.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, cancellationToken);
        await rig.Postgres.StartAsync();
        await middle(2);
        await rig.Redis.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, cancellationToken);
        await rig.Redis.StartAsync(cancellationToken);
    });

    [Fact]
    public Task Strange_messages_in_the_topic_and_a_store_that_makes_everybody_wait() => SufferAsync(new ClusterShape { Silos = 2, Gateways = 1 }, async (rig, middle, cancellationToken) =>
    {
        await middle(0);
        await rig.DisturbTopicAsync(each: 3, cancellationToken);
        await middle(1);
        await rig.SlowStoreAsync(TimeSpan.FromSeconds(10));
        await middle(2);
    });

    /// <summary>The tables of PostgreSQL cannot grow, its log can: so it answers with an error and goes on.</summary>
    [Fact]
    public Task A_full_disk_under_the_tables_of_PostgreSQL() => SufferAsync(new ClusterShape { TablesMegabytes = 48 }, async (rig, middle, cancellationToken) =>
    {
        await middle(0);
        rig.Tables!.Fill();
        await middle(1);
        output.WriteLine(await rig.ToldAsync(IsOfTheDisk, cancellationToken));
        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, cancellationToken);
        rig.Tables.MakeRoom();
        await rig.WellAgainAsync(IsOfTheDisk, cancellationToken);
        await middle(2);

        static bool IsOfTheDisk(string problem) => problem.Contains("The disk of PostgreSQL", StringComparison.Ordinal) && problem.Contains("is full: free some space there", StringComparison.Ordinal);
    });

    /// <summary>States of entities and the membership are on one Redis server, which takes no write while it is full.</summary>
    [Fact]
    public Task A_full_Redis_with_the_states_of_entities() => SufferAsync(new ClusterShape { HasEntitiesOnRedis = true }, async (rig, middle, cancellationToken) =>
    {
        await middle(0);
        await rig.Redis.LimitMemoryAsync("1mb", cancellationToken);
        await middle(1);
        output.WriteLine(await rig.ToldAsync(IsOfTheMemory, cancellationToken));
        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, cancellationToken);
        await rig.Redis.LimitMemoryAsync("0", cancellationToken);
        await rig.WellAgainAsync(IsOfTheMemory, cancellationToken);
        await middle(2);

        static bool IsOfTheMemory(string problem) => problem.Contains("Redis at", StringComparison.Ordinal) && problem.Contains("is out of memory", StringComparison.Ordinal);
    });

    /// <summary>
    /// Both go on to see the broker, the store and the gateway, and each takes the other for dead. One of them is declared dead, and ends
    /// itself when it learns of that; it is started again, as any supervisor does.
    /// </summary>
    [Fact]
    public Task Two_silos_that_hear_nothing_of_each_other() => SufferAsync(new ClusterShape { Silos = 2, Gateways = 1, IsNetworked = true }, async (rig, middle, cancellationToken) =>
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

    private async Task SufferAsync(ClusterShape shape, Func<ClusterRig, Func<int, Task>, CancellationToken, Task> suffer)
    {
        const int middles = 4;
        output.WriteLine($"SOC_TEST_SEED={Seed}");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Limit);
        await using var rig = await ClusterRig.StartAsync(shape, stop.Token);
        var load = new Load(Seed);
        using var sender = new Sender(rig.Gateways[0].HecAddress);
        using var api = new ApiClient(rig.Gateways[^1].ApiAddress, GatewayProcess.AdminKey);
        try
        {
            sender.Limit = Part(1);
            var sending = sender.SendAsync(load, stop.Token);
            await suffer(rig, MiddleAsync, stop.Token);
            sender.Limit = int.MaxValue;
            await sending;
            await rig.StoredAsync(stop.Token);
            output.WriteLine($"{load.Records} records in {load.Requests.Count} requests, {sender.Unknown.Count} requests with an unknown outcome");
            var incidents = await api.IncidentsAsync(Oracle.Client, stop.Token);
            var funnel = await api.GetAsync<ApiFunnel>($"/api/v1/clients/{Oracle.Client}/funnel", stop.Token);
            var counts = await Comparison.CountsAsync(api, load, stop.Token);
            var oracle = await rig.OracleAsync(stop.Token);
            Comparison.NothingAcknowledgedIsLost(load, sender, funnel, oracle);
            Comparison.EventsAreAppliedOnce(load, counts);
            Comparison.SignalsAreThoseOfTheOracle(incidents, oracle, output);

            // The next part begins at once: what happens now happens to it.
            async Task MiddleAsync(int i)
            {
                sender.Limit = Part(i + 2);
                while (sender.Acknowledged < Part(i + 1) && !sending.IsCompleted)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, stop.Token);
                }
            }

            int Part(int i) => load.Requests.Count * i / (middles + 1);
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException or ApiException)
        {
            throw new TimeoutException($"{sender.Acknowledged} of {load.Requests.Count} requests were acknowledged when it failed. The processes said:\n{rig.Said}", e);
        }
    }
}
