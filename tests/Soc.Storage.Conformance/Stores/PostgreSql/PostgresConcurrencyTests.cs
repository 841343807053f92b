using System.Globalization;
using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Conformance.Support;
using Soc.Storage.PostgreSql;

namespace Soc.Storage.Conformance.Stores.PostgreSql;

/// <summary>Two processes' worth of writers on one database.</summary>
public sealed class PostgresConcurrencyTests(SharedPostgres postgres)
{
    private const int Writers = 64;
    private const int WritesEach = 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AReaderOfChanges_MissesNone_WhileManyWrite()
    {
        var options = await postgres.NewDatabaseAsync();
        await using var first = PostgresDatabase.Open(options);
        await using var second = PostgresDatabase.Open(options);
        PostgresIncidentStore[] stores = [new(first), new(second)];
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
            var changes = await stores[0].ChangesAfterAsync(sequence, 1000, Cancel);
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
    }

    [Fact]
    public async Task OfManyWritersOfOneVersion_OneWins()
    {
        var options = await postgres.NewDatabaseAsync();
        await using var first = PostgresDatabase.Open(options);
        await using var second = PostgresDatabase.Open(options);
        PostgresIncidentStore[] stores = [new(first), new(second)];
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
        await using var database = PostgresDatabase.Open(await postgres.NewDatabaseAsync());
        var store = new PostgresIncidentStore(database);
        await store.WriteAsync(Samples.Incident("i1", 1, 10), 0, Cancel);
        await store.WriteAsync(Samples.Incident("i1", 1, 10), 0, Cancel);
        await Should.ThrowAsync<InvalidOperationException>(store.WriteAsync(Samples.Incident("i1", 1, 11), 0, Cancel).AsTask());
        (await store.LastSequenceAsync(Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task ManyWritersOfTheSameEntities_AllPass_AndTheLastOfEachIsThere()
    {
        var options = await postgres.NewDatabaseAsync();
        await using var first = PostgresDatabase.Open(options);
        await using var second = PostgresDatabase.Open(options);
        await using var one = new PostgresEntityStore(first);
        await using var two = new PostgresEntityStore(second);
        PostgresEntityStore[] stores = [one, two];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async w =>
        {
            for (var i = 0; i < WritesEach; i++)
            {
                // The shared keys in an order of each writer's own: nobody waits for another for ever.
                await Task.WhenAll(
                    stores[w % 2].WriteAsync($"acme/user/{w}", BitConverter.GetBytes(i), new EntityWriter(1, default), Cancel).AsTask(),
                    stores[w % 2].WriteAsync($"acme/shared/{(w + i) % 8}", BitConverter.GetBytes(i), new EntityWriter(1, default), Cancel).AsTask(),
                    stores[w % 2].WriteAsync($"acme/shared/{(w * 3) % 8}", BitConverter.GetBytes(i), new EntityWriter(1, default), Cancel).AsTask());
            }
        }));
        (await one.CountAsync("acme/user/", Cancel)).ShouldBe(Writers);
        for (var w = 0; w < Writers; w++)
        {
            BitConverter.ToInt32((await one.ReadAsync($"acme/user/{w}", Cancel))!.Value.State).ShouldBe(WritesEach - 1);
        }
    }
}
