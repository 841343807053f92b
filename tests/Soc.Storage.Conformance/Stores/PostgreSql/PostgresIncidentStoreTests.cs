using Soc.GrainInterfaces.Storage;
using Soc.Storage.PostgreSql;

namespace Soc.Storage.Conformance.Stores.PostgreSql;

public class PostgresIncidentStoreTests(SharedPostgres postgres) : IncidentStoreConformance, IAsyncLifetime
{
    private PostgresDatabase? _database;

    protected override IIncidentStore Store => field ??= new PostgresIncidentStore(_database!);

    public async ValueTask InitializeAsync() => _database = PostgresDatabase.Open(await NewDatabaseAsync());

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    protected virtual Task<PostgresOptions> NewDatabaseAsync() => postgres.NewDatabaseAsync();
}
