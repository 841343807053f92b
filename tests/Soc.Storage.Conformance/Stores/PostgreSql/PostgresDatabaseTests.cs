using System.Text;
using Npgsql;
using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.PostgreSql;

namespace Soc.Storage.Conformance.Stores.PostgreSql;

/// <summary>The database under the stores: schema, refusals in words, and writes that do not fit.</summary>
public sealed class PostgresDatabaseTests(SharedPostgres postgres)
{
    private const string Things = "CREATE TABLE soc.things (id bigserial PRIMARY KEY, name text NOT NULL)";
    private const string Insert = "INSERT INTO soc.things (name) VALUES ($1::text)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NewerSchema_IsRefusedClearly_AndOlderIsBroughtUp()
    {
        var options = await postgres.NewDatabaseAsync();
        await PostgresDatabase.Open(options, [Things]).DisposeAsync();
        await PostgresDatabase.Open(options, [Things, "ALTER TABLE soc.things ADD COLUMN extra text"]).DisposeAsync();
        Should.Throw<StoreUnavailableException>(() => PostgresDatabase.Open(options, [Things])).Message.ShouldContain("schema version 2, this program knows up to 1");
    }

    [Fact]
    public async Task MigrationsOff_SaysWhichCommandToRun_UntilTheSchemaIsThere()
    {
        var options = await postgres.NewDatabaseAsync();
        var locked = options with { Migrate = false };
        Should.Throw<StoreUnavailableException>(() => PostgresDatabase.Open(locked)).Message.ShouldContain("run './soc migrate'");
        await PostgresDatabase.Open(options).DisposeAsync();
        await PostgresDatabase.Open(locked).DisposeAsync();
    }

    [Fact]
    public async Task ManyThatStartAtOnce_MakeTheSchemaOnce()
    {
        var options = await postgres.NewDatabaseAsync();
        var databases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => PostgresDatabase.Open(options))));
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task MigrationThatFails_LeavesNothingBehind()
    {
        var options = await postgres.NewDatabaseAsync();
        Should.Throw<StoreUnavailableException>(() => PostgresDatabase.Open(options, [Things, "CREATE TABLE soc.things (id integer)"]));
        await PostgresDatabase.Open(options, [Things]).DisposeAsync();
    }

    [Fact]
    public async Task WrongPassword_IsSaidClearly_WithoutThePassword()
    {
        var options = await postgres.NewDatabaseAsync();
        var message = Refused(options, s => s.Password = "hunter2");
        message.ShouldContain("refused the login");
        message.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task NoSuchHost_NobodyThere_NoSuchDatabase_AreSaidClearly()
    {
        var options = await postgres.NewDatabaseAsync();
        Refused(options, s => s.Host = "no-such-host.invalid").ShouldContain("no host by the name of no-such-host.invalid");
        Refused(options, s => s.Port = 1).ShouldContain("Nothing listens");
        Refused(options, s => s.Database = "nowhere").ShouldContain("createdb --encoding=UTF8 nowhere");
    }

    [Fact]
    public void ConnectionStringThatMakesNoSense_IsSaidClearly() =>
        Should.Throw<InvalidOperationException>(() => PostgresDatabase.Open(new PostgresOptions { ConnectionString = "Hots=db" })).Message.ShouldContain("Soc:Postgres:ConnectionString");

    [Fact]
    public async Task OtherEncoding_IsRefused()
    {
        var server = await postgres.ServerAsync();
        await server.ExecuteAsync("postgres", "CREATE DATABASE soc_ascii ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
        Should.Throw<StoreUnavailableException>(() => PostgresDatabase.Open(new PostgresOptions { ConnectionString = server.ConnectionString("soc_ascii") }))
            .Message.ShouldContain("UTF8");
    }

    [Theory]
    [InlineData("53100", "free some space")]
    [InlineData("53300", "max_connections")]
    [InlineData("57P03", "is stopping or starting")]
    [InlineData("25006", "takes no writes")]
    [InlineData("42501", "grant it the rights")]
    public void FailuresOfTheServer_SayWhatToDo(string state, string words) =>
        PostgresFailure.Unavailable(new PostgresException("m", "ERROR", "ERROR", state), new PostgresTarget("db", 5432, "soc", "soc")).Message.ShouldContain(words);

    [Fact]
    public async Task ValueThatDoesNotFit_FailsAlone()
    {
        await using var database = PostgresDatabase.Open(await postgres.NewDatabaseAsync(), [Things]);
        var good = database.Writer.WriteAsync(c => c.ExecuteAsync(Insert, ["a"]));
        var bad = database.Writer.WriteAsync(c => c.ExecuteAsync(Insert, [null]));
        var alsoGood = database.Writer.WriteAsync(c => c.ExecuteAsync(Insert, ["b"]));
        await Should.ThrowAsync<InvalidOperationException>(bad);
        await Task.WhenAll(good, alsoGood);
        (await CountAsync(database)).ShouldBe(2);
    }

    [Fact]
    public async Task Disposed_WritesWhatWaits_AndRefusesMore()
    {
        var options = await postgres.NewDatabaseAsync();
        var database = PostgresDatabase.Open(options, [Things]);
        var writes = Enumerable.Range(0, 500).Select(_ => database.Writer.WriteAsync(c => c.ExecuteAsync(Insert, ["a"]))).ToArray();
        await database.DisposeAsync();
        await Task.WhenAll(writes);
        Should.Throw<ObjectDisposedException>(() => { _ = database.Writer.WriteAsync(c => c.ExecuteAsync(Insert, ["a"])); });
        await using var again = PostgresDatabase.Open(options, [Things]);
        (await CountAsync(again)).ShouldBe(500);
    }

    [Fact]
    public async Task DatabaseSetToForgetTheLastMoments_IsOverruled()
    {
        var options = await postgres.NewDatabaseAsync();
        await (await postgres.ServerAsync()).ExecuteAsync(new NpgsqlConnectionStringBuilder(options.ConnectionString).Database!, "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$");
        await using var database = PostgresDatabase.Open(options, [Things]);
        var setting = await database.Writer.WriteAsync(c => c.QueryAsync("SELECT current_setting('synchronous_commit')", r => r.GetString(0), []));
        setting.ShouldBe(["on"]);
    }

    [Fact]
    public async Task ConnectionsThatDied_AreReplaced_WithoutAFailure()
    {
        var options = await postgres.NewDatabaseAsync();
        var name = new NpgsqlConnectionStringBuilder(options.ConnectionString).Database!;
        await using var database = PostgresDatabase.Open(options, [Things]);
        for (var i = 1; i <= 5; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CountAsync(database)));
            await (await postgres.ServerAsync()).ExecuteAsync("postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
            await database.Writer.WriteAsync(c => c.ExecuteAsync(Insert, ["a"]));
            (await CountAsync(database)).ShouldBe(i);
        }
    }

    [Fact]
    public async Task OddNames_AreStoredAndFoundAgain()
    {
        await using var database = PostgresDatabase.Open(await postgres.NewDatabaseAsync());
        await using var store = new PostgresEntityStore(database);
        string[] keys = ["acme/user/\0", "acme/user/a\0b", "acme/user/\ud83d", "acme/user/'; DROP TABLE soc.entities; --", "acme/user/" + new string('ü', 320)];
        await Task.WhenAll(keys.Select(k => store.WriteAsync(k, Encoding.UTF8.GetBytes(k), new EntityWriter(1, default), Cancel).AsTask()));
        foreach (var key in keys)
        {
            (await store.ReadAsync(key, Cancel))!.Value.State.ShouldBe(Encoding.UTF8.GetBytes(key));
        }
    }

    [Fact]
    public async Task SnapshotThatDoesNotFit_FailsWithTheOffsetsAfterIt_AndNoOther()
    {
        await using var database = PostgresDatabase.Open(await postgres.NewDatabaseAsync());
        await using var store = new PostgresEntityStore(database);

        // The first keeps the writer busy, so that the others are one group. A key of this length fits no index, however it is compressed.
        var busy = store.WriteAsync("acme/user/busy", new byte[1_000_000], new EntityWriter(1, default), Cancel).AsTask();
        var before = store.WriteOffsetAsync(1, 7, Cancel).AsTask();
        var unfit = store.WriteAsync("acme/user/" + Noise(20_000), new byte[1], new EntityWriter(1, default), Cancel).AsTask();
        var after = store.WriteOffsetAsync(1, 8, Cancel).AsTask();
        var other = store.WriteAsync("acme/user/anna", new byte[] { 1 }, new EntityWriter(1, default), Cancel).AsTask();
        await Task.WhenAll(busy, before, other);
        await Should.ThrowAsync<InvalidOperationException>(unfit);
        await Should.ThrowAsync<InvalidOperationException>(after);
        (await store.ReadOffsetAsync(1, Cancel)).ShouldBe(7);
    }

    [Fact]
    public async Task LargeState_ComesBackWhole()
    {
        await using var database = PostgresDatabase.Open(await postgres.NewDatabaseAsync());
        await using var store = new PostgresEntityStore(database);
        var large = Encoding.UTF8.GetBytes(Noise(2 * 1024 * 1024));
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => store.WriteAsync($"acme/user/{i}", large, new EntityWriter(1, default), Cancel).AsTask()));
        (await store.ReadAsync("acme/user/11", Cancel))!.Value.State.ShouldBe(large);
    }

    private static string Noise(int length)
    {
        var state = 1u;
        return string.Create(length, 0, (span, _) =>
        {
            foreach (ref var c in span)
            {
                state = (state * 1_664_525) + 1_013_904_223;
                c = (char)('!' + ((state >> 16) % 90));
            }
        });
    }

    private static string Refused(PostgresOptions options, Action<NpgsqlConnectionStringBuilder> change)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        change(settings);
        return Should.Throw<StoreUnavailableException>(() => PostgresDatabase.Open(options with { ConnectionString = settings.ConnectionString })).Message;
    }

    private static async Task<long> CountAsync(PostgresDatabase database) =>
        (await database.QueryAsync("SELECT COUNT(*) FROM soc.things", r => r.GetInt64(0), [], Cancel))[0];
}
