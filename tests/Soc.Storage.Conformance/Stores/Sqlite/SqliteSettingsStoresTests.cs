using Soc.GrainInterfaces.Storage;
using Soc.Storage.Conformance.Support;
using Soc.Storage.Sqlite;

namespace Soc.Storage.Conformance.Stores.Sqlite;

public sealed class SqliteSettingsStoresTests : SettingsStoresConformance, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteSettingsStoresTests()
    {
        _database = SqliteDatabase.Open(_folder.Of("soc.db"), SocSchema.Migrations);
        Clients = new SqliteClientStore(_database);
        Tokens = new SqliteTokenStore(_database);
        Indicators = new SqliteIndicatorStore(_database);
    }

    protected override IClientStore Clients { get; }

    protected override ITokenStore Tokens { get; }

    protected override IIndicatorStore Indicators { get; }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }
}
