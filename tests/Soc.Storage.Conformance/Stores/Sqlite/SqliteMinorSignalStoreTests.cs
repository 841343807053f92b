using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Conformance.Support;
using Soc.Storage.Sqlite;
using Xunit;

namespace Soc.Storage.Conformance.Stores.Sqlite;

public sealed class SqliteMinorSignalStoreTests : MinorSignalStoreConformance, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteMinorSignalStoreTests()
    {
        _database = SqliteDatabase.Open(_folder.Of("soc.db"), SocSchema.Migrations);
        Store = new SqliteMinorSignalStore(_database);
    }

    protected override IMinorSignalStore Store { get; }

    [Fact]
    public async Task A_finding_stored_before_a_member_was_added_is_read()
    {
        var stop = TestContext.Current.CancellationToken;
        await Store.WriteAsync(Client, [Of(1) with { SharedAddresses = ["198.51.100.7"] }], 0, stop);
        (await Store.WaitingAsync(Client, 1, stop)).Single().SharedAddresses.ShouldBe(["198.51.100.7"]);

        var changed = await _database.WriteAsync(c => c.Execute("UPDATE minor_signals SET document = CAST(json_remove(CAST(document AS TEXT), '$.SharedAddresses') AS BLOB)"));
        changed.ShouldBe(1);
        (await Store.WaitingAsync(Client, 1, stop)).Single().SharedAddresses.ShouldBeEmpty();
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }
}
