using Soc.GrainInterfaces.Storage;
using Soc.Storage.PostgreSql;

namespace Soc.Storage.Conformance.Stores.PostgreSql;

public class PostgresResponseStoreTests(SharedPostgres postgres) : ResponseStoreConformance, IAsyncLifetime
{
    private PostgresDatabase? _database;

    protected override IResponseStore Store => field ??= new PostgresResponseStore(_database!);

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
