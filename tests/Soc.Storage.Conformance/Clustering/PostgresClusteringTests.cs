using Orleans.Runtime;
using Shouldly;
using Soc.Storage.Conformance.Stores.PostgreSql;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.Clustering;

/// <summary>Real silos and a real client, which know of each other by the database alone.</summary>
public sealed class PostgresClusteringTests(SharedPostgres postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TwoSilos_SeeEachOther_AndAClientFindsThem()
    {
        var options = await postgres.NewDatabaseAsync();
        await using var first = await ClusterNode.StartSiloAsync(options);
        await using var second = await ClusterNode.StartSiloAsync(options);
        using var patience = Patient();
        await first.WaitForAsync(m => m.SiloAddress.Equals(second.Address), SiloStatus.Active, patience.Token);
        await second.WaitForAsync(m => m.SiloAddress.Equals(first.Address), SiloStatus.Active, patience.Token);

        await using var client = await ClusterNode.StartClientAsync(options with { Migrate = false });
        foreach (var key in Enumerable.Range(0, 50).Select(i => $"k{i}"))
        {
            (await client.Grains.GetGrain<IEchoGrain>(key).EchoAsync()).ShouldBe(key);
        }
    }

    [Fact]
    public async Task SiloThatLeaves_IsSeenToLeave()
    {
        var options = await postgres.NewDatabaseAsync();
        await using var stays = await ClusterNode.StartSiloAsync(options);
        var leaves = await ClusterNode.StartSiloAsync(options);
        using var patience = Patient();
        await stays.WaitForAsync(m => m.SiloAddress.Equals(leaves.Address), SiloStatus.Active, patience.Token);
        var gone = stays.WaitForAsync(m => m.SiloAddress.Equals(leaves.Address), SiloStatus.Dead, patience.Token);
        await leaves.DisposeAsync();
        await gone;
        (await stays.Grains.GetGrain<IEchoGrain>("a").EchoAsync()).ShouldBe("a");
    }

    [Fact]
    public async Task SiloThatIsKilled_IsDeclaredDead_AndCallsGoOn()
    {
        var options = await postgres.NewDatabaseAsync();
        await using var survivor = await ClusterNode.StartSiloAsync(options);
        using var patience = Patient();
        var joined = survivor.WaitForAsync(m => !m.SiloAddress.Equals(survivor.Address), SiloStatus.Active, patience.Token);
        var killing = KilledProcess.RunAsync(() => joined, SiloChild.Verb, options.ConnectionString);
        await joined;
        var dead = survivor.WaitForAsync(m => !m.SiloAddress.Equals(survivor.Address), SiloStatus.Dead, patience.Token);
        var printed = await killing;
        (await dead).ShouldNotContain(SiloStatus.ShuttingDown, "it was to be killed, not to leave");
        printed.ShouldHaveSingleItem();
        foreach (var key in Enumerable.Range(0, 50).Select(i => $"k{i}"))
        {
            (await survivor.Grains.GetGrain<IEchoGrain>(key).EchoAsync()).ShouldBe(key);
        }
    }

    [Fact]
    public async Task Reminder_Fires_OutlivesItsSilo_AndIsRemoved()
    {
        var options = await postgres.NewDatabaseAsync();
        using var patience = Patient();
        await using (var first = await ClusterNode.StartSiloAsync(options))
        {
            await first.Grains.GetGrain<IRemindedGrain>("anna").RemindAsync();
            (await first.Reminded.NextAsync(patience.Token)).ShouldBe("anna");
        }

        await using var second = await ClusterNode.StartSiloAsync(options);
        (await second.Reminded.NextAsync(patience.Token)).ShouldBe("anna");
        var grain = second.Grains.GetGrain<IRemindedGrain>("anna");
        (await grain.CountAsync()).ShouldBe(1);
        await grain.ForgetAsync();
        (await grain.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task WithoutSchema_AndNotToMakeIt_TheSiloSaysWhatToDo()
    {
        var options = await postgres.NewDatabaseAsync();
        (await Should.ThrowAsync<StoreUnavailableException>(ClusterNode.StartSiloAsync(options with { Migrate = false }))).Message.ShouldContain("has no schema soc");
    }

    private static CancellationTokenSource Patient()
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        return patience;
    }
}
