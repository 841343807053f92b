using Soc.GrainInterfaces.Storage;
using Soc.Storage.Conformance.Support;
using Soc.Storage.Sqlite;

namespace Soc.Storage.Conformance.Stores.Sqlite;

public sealed class SqliteEntityStoreTests : EntityStoreConformance, IDisposable
{
    private readonly TempFolder _folder = new();
    private SqliteDatabase _database;
    private SqliteEntityStore _store;

    public SqliteEntityStoreTests()
    {
        _database = Open();
        _store = new SqliteEntityStore(_database);
    }

    protected override IEntityStore Store => _store;

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    protected override async ValueTask ReopenAsync()
    {
        await _database.DisposeAsync();
        _database = Open();
        _store = new SqliteEntityStore(_database);
    }

    private SqliteDatabase Open() => SqliteDatabase.Open(_folder.Of("entities.db"), SqliteEntityStore.Migrations);
}
