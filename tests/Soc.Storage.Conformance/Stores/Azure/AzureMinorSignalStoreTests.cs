using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Azure;

namespace Soc.Storage.Conformance.Stores.Azure;

public sealed class AzureMinorSignalStoreTests(SharedAzurite azurite) : MinorSignalStoreConformance, IAsyncLifetime
{
    private AzureAccount? _account;

    protected override IMinorSignalStore Store => field ??= new AzureMinorSignalStore(_account!);

    public async ValueTask InitializeAsync() => _account = AzureAccount.Open(await azurite.NewOptionsAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Who_lost_the_client_writes_no_finding()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var incidents = new AzureIncidentStore(_account!);
        await incidents.ClaimAsync(Client, 1, stop);
        await Store.WriteAsync(Client, [Of(1)], 1, stop);
        await incidents.ClaimAsync(Client, 2, stop);
        await Should.ThrowAsync<ClientTakenOverException>(Store.WriteAsync(Client, [Of(2)], 1, stop).AsTask());
        await Store.WriteAsync(Client, [Of(3)], 2, stop);
        (await Store.WaitingAsync(Client, 10, stop)).Select(s => s.Id).ShouldBe(["m0003", "m0001"]);
    }

    [Fact]
    public async Task Writes_and_joins_at_the_same_time_lose_nothing()
    {
        var stop = TestContext.Current.CancellationToken;
        await Store.WriteAsync(Client, [.. Enumerable.Range(1, 40).Select(Of)], 0, stop);
        var joins = Enumerable.Range(1, 20).ToDictionary(i => Of(i).Id, _ => "inc-1", StringComparer.Ordinal);
        await Task.WhenAll(
            Store.WriteAsync(Client, [.. Enumerable.Range(11, 50).Select(i => Of(i) with { AtMs = Of(i).AtMs + 7 })], 0, stop).AsTask(),
            Store.JoinAsync(Client, joins, stop).AsTask(),
            Store.WriteAsync(Client, [.. Enumerable.Range(61, 30).Select(Of)], 0, stop).AsTask());
        (await Store.WaitingAsync(Client, 1000, stop)).Select(s => s.Id).ShouldBe([.. Enumerable.Range(21, 70).Reverse().Select(i => Of(i).Id)]);
        (await Store.CountAsync(Client, 0, stop)).ShouldBe(70);
    }
}
