using Soc.GrainInterfaces.Storage;
using Soc.Storage.Conformance.Support;
using Soc.Storage.Sqlite;

namespace Soc.Storage.Conformance.Stores.Sqlite;

public sealed class SqliteResponseStoreTests : ResponseStoreConformance, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteResponseStoreTests()
    {
        _database = SqliteDatabase.Open(_folder.Of("soc.db"), SocSchema.Migrations);
        Store = new SqliteResponseStore(_database);
    }

    protected override IResponseStore Store { get; }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }
}
