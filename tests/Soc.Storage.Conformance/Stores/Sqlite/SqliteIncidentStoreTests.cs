using Soc.GrainInterfaces.Storage;
using Soc.Storage.Conformance.Support;
using Soc.Storage.Sqlite;

namespace Soc.Storage.Conformance.Stores.Sqlite;

public sealed class SqliteIncidentStoreTests : IncidentStoreConformance, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteIncidentStoreTests()
    {
        _database = SqliteDatabase.Open(_folder.Of("soc.db"), SocSchema.Migrations);
        Store = new SqliteIncidentStore(_database);
    }

    protected override IIncidentStore Store { get; }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }
}
