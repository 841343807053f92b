using System.Globalization;
using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Azure;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.Stores.Azure;

/// <summary>Two processes' worth of writers on one account.</summary>
public sealed class AzureConcurrencyTests(SharedAzurite azurite)
{
    private const int Writers = 32;
    private const int WritesEach = 6;
    private static readonly EntityWriter One = new(1, default);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AReaderOfChanges_MissesNone_WhileManyWrite()
    {
        var options = await azurite.NewOptionsAsync();
        await using var first = new AzureIncidentStore(AzureAccount.Open(options));
        await using var second = new AzureIncidentStore(AzureAccount.Open(options));
        AzureIncidentStore[] stores = [first, second];
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(async w =>
        {
            for (var i = 0; i < WritesEach; i++)
            {
                await stores[w % 2].WriteAsync(Samples.Incident(string.Create(CultureInfo.InvariantCulture, $"i{w}-{i}"), 1, i), 0, Cancel);
            }
        }));

        var seen = new List<string>();
        var sequence = 0L;
        for (var last = false; ;)
        {
            var changes = await first.ChangesAfterAsync(sequence, 1000, Cancel);
            seen.AddRange(changes.Select(c => c.Incident.Id));
            sequence = changes.Count == 0 ? sequence : changes[^1].Sequence;
            if (last && changes.Count == 0)
            {
                break;
            }

            last = writing.IsCompleted;
        }

        await writing;
        seen.Count.ShouldBe(Writers * WritesEach);
        seen.Distinct(StringComparer.Ordinal).Count().ShouldBe(Writers * WritesEach);
        (await second.LastSequenceAsync(Cancel)).ShouldBe(Writers * WritesEach);
    }

    [Fact]
    public async Task OfManyWritersOfOneVersion_OneWins()
    {
        var options = await azurite.NewOptionsAsync();
        await using var first = new AzureIncidentStore(AzureAccount.Open(options));
        await using var second = new AzureIncidentStore(AzureAccount.Open(options));
        AzureIncidentStore[] stores = [first, second];
        var won = await Task.WhenAll(Enumerable.Range(0, Writers).Select(async w =>
        {
            try
            {
                await stores[w % 2].WriteAsync(Samples.Incident("i1", 1, 1_000 + w), 0, Cancel);
                return 1;
            }
            catch (InvalidOperationException)
            {
                return 0;
            }
        }));
        won.Sum().ShouldBe(1);
    }

    [Fact]
    public async Task TheSameWriteAgain_IsTakenAsDone()
    {
        await using var store = new AzureIncidentStore(AzureAccount.Open(await azurite.NewOptionsAsync()));
        await store.WriteAsync(Samples.Incident("i1", 1, 10), 0, Cancel);
        await store.WriteAsync(Samples.Incident("i1", 1, 10), 0, Cancel);
        await Should.ThrowAsync<InvalidOperationException>(store.WriteAsync(Samples.Incident("i1", 1, 11), 0, Cancel).AsTask());
        (await store.LastSequenceAsync(Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task ClaimsFromTwoStores_AndTheOneClaimedLast_Writes()
    {
        var options = await azurite.NewOptionsAsync();
        await using var first = new AzureIncidentStore(AzureAccount.Open(options));
        await using var second = new AzureIncidentStore(AzureAccount.Open(options));
        await first.ClaimAsync("acme", 1, Cancel);
        await second.ClaimAsync("acme", 2, Cancel);
        await Should.ThrowAsync<ClientTakenOverException>(first.WriteAsync(Samples.Incident("i1", 1, 10), 1, Cancel).AsTask());
        await second.WriteAsync(Samples.Incident("i1", 1, 10), 2, Cancel);
    }

    [Fact]
    public async Task ManyWritersFromTwoStores_AllPass_AndTheLastOfEachIsThere()
    {
        var options = await azurite.NewOptionsAsync();
        await using var one = new AzureEntityStore(AzureAccount.Open(options));
        await using var two = new AzureEntityStore(AzureAccount.Open(options));
        AzureEntityStore[] stores = [one, two];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async w =>
        {
            for (var i = 1; i <= WritesEach; i++)
            {
                await Task.WhenAll(
                    stores[w % 2].WriteAsync($"acme/user/{w}", BitConverter.GetBytes(i), One, Cancel).AsTask(),
                    stores[w % 2].WriteAsync($"acme/shared/{(w + i) % 8}", BitConverter.GetBytes(i), One, Cancel).AsTask(),
                    stores[w % 2].WriteOffsetAsync(w % 4, (i * 100) + w, Cancel).AsTask());
            }
        }));
        (await one.CountAsync("acme/user/", Cancel)).ShouldBe(Writers);
        (await one.CountAsync("acme/shared/", Cancel)).ShouldBe(8);
        for (var w = 0; w < Writers; w++)
        {
            BitConverter.ToInt32((await two.ReadAsync($"acme/user/{w}", Cancel))!.Value.State).ShouldBe(WritesEach);
        }

        (await one.ReadOffsetAsync(3, Cancel)).ShouldBe((WritesEach * 100) + Writers - 1);
    }

    /// <summary>Both stores remember the entity, and one of them does not know that the other changed it.</summary>
    [Fact]
    public async Task RememberedTagThatIsNoLongerTrue_IsNoticed()
    {
        var options = await azurite.NewOptionsAsync();
        await using var one = new AzureEntityStore(AzureAccount.Open(options));
        await using var two = new AzureEntityStore(AzureAccount.Open(options));
        await one.WriteAsync("acme/user/anna", new byte[] { 1 }, One, Cancel);
        var successor = new EntityWriter(2, (await two.ReadAsync("acme/user/anna", Cancel))!.Value.Stamp);
        await two.WriteAsync("acme/user/anna", new byte[] { 2 }, successor, Cancel);
        var refused = one.WriteAsync("acme/user/anna", new byte[] { 3 }, One, Cancel).AsTask();
        var others = Enumerable.Range(0, 300).Select(i => one.WriteAsync($"acme/user/{i}", new byte[] { 4 }, One, Cancel).AsTask()).ToArray();
        await Should.ThrowAsync<EntityConflictException>(refused);
        await Task.WhenAll(others);
        (await one.ReadAsync("acme/user/anna", Cancel))!.Value.State.ShouldBe([2]);

        // The same writer from a second store, as after a restart within one activation.
        await one.WriteAsync("acme/user/anna", new byte[] { 5 }, successor, Cancel);
        await two.WriteAsync("acme/user/anna", new byte[] { 6 }, successor, Cancel);
        (await one.ReadAsync("acme/user/anna", Cancel))!.Value.State.ShouldBe([6]);
    }
}
