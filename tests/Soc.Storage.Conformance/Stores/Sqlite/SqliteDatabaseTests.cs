using System.Globalization;
using Microsoft.Data.Sqlite;
using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Conformance.Support;
using Soc.Storage.Sqlite;

namespace Soc.Storage.Conformance.Stores.Sqlite;

/// <summary>The database file under the stores: schema, failures, and what a kill leaves.</summary>
public sealed class SqliteDatabaseTests : IDisposable
{
    private const string Things = "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL)";
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NewerSchema_IsRefusedClearly_AndOlderIsBroughtUp()
    {
        SqliteDatabase.Open(_folder.Of("a.db"), [Things]).Dispose();
        SqliteDatabase.Open(_folder.Of("a.db"), [Things, "ALTER TABLE things ADD COLUMN extra TEXT"]).Dispose();
        Should.Throw<StoreUnavailableException>(() => SqliteDatabase.Open(_folder.Of("a.db"), [Things])).Message.ShouldContain("schema version 2");
    }

    [Fact]
    public void NotADatabase_IsSaidClearly()
    {
        File.WriteAllText(_folder.Of("a.db"), new string('x', 5000));
        Should.Throw<StoreUnavailableException>(() => SqliteDatabase.Open(_folder.Of("a.db"), [Things])).Message.ShouldContain("cannot be opened");
    }

    [Fact]
    public async Task ValueThatDoesNotFit_FailsAlone()
    {
        await using var database = SqliteDatabase.Open(_folder.Of("a.db"), [Things]);
        var good = database.WriteAsync(c => c.Execute("INSERT INTO things (name) VALUES ($n)", ("$n", "a")));
        var bad = database.WriteAsync(c => c.Execute("INSERT INTO things (name) VALUES ($n)", ("$n", null)));
        var alsoGood = database.WriteAsync(c => c.Execute("INSERT INTO things (name) VALUES ($n)", ("$n", "b")));
        await Should.ThrowAsync<InvalidOperationException>(bad);
        await Task.WhenAll(good, alsoGood);
        database.Read(c => (long)c.Scalar("SELECT COUNT(*) FROM things")!).ShouldBe(2);
    }

    [Fact]
    public async Task FullDatabase_RefusesItsGroup_AndGoesOnByItself()
    {
        await using var database = SqliteDatabase.Open(_folder.Of("a.db"), [Things]);
        await database.WriteAsync(c => c.Scalar("PRAGMA max_page_count = 20"));
        var kept = 0;
        var full = await Should.ThrowAsync<StoreUnavailableException>(async () =>
        {
            for (; kept < 1000; kept++)
            {
                await database.WriteAsync(c => c.Execute("INSERT INTO things (name) VALUES ($n)", ("$n", new string('x', 3000))));
            }
        });
        full.Message.ShouldContain("is full");
        database.Read(c => (long)c.Scalar("SELECT COUNT(*) FROM things")!).ShouldBe(kept);

        await database.WriteAsync(c => c.Scalar("PRAGMA max_page_count = 100000"));
        await database.WriteAsync(c => c.Execute("INSERT INTO things (name) VALUES ($n)", ("$n", "after")));
        database.Read(c => (long)c.Scalar("SELECT COUNT(*) FROM things")!).ShouldBe(kept + 1);
    }

    [Fact]
    public async Task LockedByAnother_WaitsAndGoesOn()
    {
        await using var database = SqliteDatabase.Open(_folder.Of("a.db"), [Things]);
        await using var other = new SqliteConnection("Pooling=False;Data Source=" + _folder.Of("a.db"));
        await other.OpenAsync(Cancel);
        await using var block = other.CreateCommand();
        block.CommandText = "BEGIN IMMEDIATE";
        await block.ExecuteNonQueryAsync(Cancel);
        var write = database.WriteAsync(c => c.Execute("INSERT INTO things (name) VALUES ('a')"));
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancel);
        write.IsCompleted.ShouldBeFalse();
        block.CommandText = "COMMIT";
        await block.ExecuteNonQueryAsync(Cancel);
        (await write).ShouldBe(1);
    }

    [Fact]
    public async Task Disposed_WritesWhatWaits_AndRefusesMore()
    {
        var database = SqliteDatabase.Open(_folder.Of("a.db"), [Things]);
        var writes = Enumerable.Range(0, 500).Select(_ => database.WriteAsync(c => c.Execute("INSERT INTO things (name) VALUES ('a')"))).ToArray();
        await database.DisposeAsync();
        await Task.WhenAll(writes);
        Should.Throw<ObjectDisposedException>(() => { _ = database.WriteAsync(_ => 0); });
    }

    [Fact]
    public async Task Killed_AllAcknowledgedAreThere_AndNoOffsetIsAhead()
    {
        var file = _folder.Of("entities.db");
        var state = (uint)Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {state}"));
        for (var round = 0; round < 3; round++)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            var lines = await KilledProcess.RunAsync(TimeSpan.FromMilliseconds(state % 250), StoreChild.Verb, file);
            await using var database = SqliteDatabase.Open(file, SqliteEntityStore.Migrations);
            var store = new SqliteEntityStore(database);
            var offset = await store.ReadOffsetAsync(0, Cancel);
            offset.ShouldBeGreaterThanOrEqualTo(long.Parse(lines[^1], CultureInfo.InvariantCulture));
            for (var i = 0; i < StoreChild.Keys; i++)
            {
                var stored = (await store.ReadAsync(StoreChild.Key(i), Cancel))?.State;
                BitConverter.ToInt64(stored).ShouldBeGreaterThanOrEqualTo(offset);
            }
        }
    }
}
