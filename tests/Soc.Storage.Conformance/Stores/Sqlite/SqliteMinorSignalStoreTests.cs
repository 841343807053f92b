using Soc.GrainInterfaces.Storage;
using Soc.Storage.Conformance.Support;
using Soc.Storage.Sqlite;

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

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }
}
