using Soc.GrainInterfaces.Storage;
using Soc.Storage.PostgreSql;

namespace Soc.Storage.Conformance.Stores.PostgreSql;

public sealed class PostgresMinorSignalStoreTests(SharedPostgres postgres) : MinorSignalStoreConformance, IAsyncLifetime
{
    private PostgresDatabase? _database;

    protected override IMinorSignalStore Store => field ??= new PostgresMinorSignalStore(_database!);

    public async ValueTask InitializeAsync() => _database = PostgresDatabase.Open(await postgres.NewDatabaseAsync());

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
