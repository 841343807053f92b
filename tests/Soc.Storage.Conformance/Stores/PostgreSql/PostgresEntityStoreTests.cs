using Soc.GrainInterfaces.Storage;
using Soc.Storage.PostgreSql;

namespace Soc.Storage.Conformance.Stores.PostgreSql;

public class PostgresEntityStoreTests(SharedPostgres postgres) : EntityStoreConformance, IAsyncLifetime
{
    private PostgresOptions _options = null!;
    private PostgresDatabase? _database;
    private PostgresEntityStore? _store;

    protected override IEntityStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _options = await NewDatabaseAsync();
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_store is not null && _database is not null)
        {
            await _store.DisposeAsync();
            await _database.DisposeAsync();
        }
    }

    protected virtual Task<PostgresOptions> NewDatabaseAsync() => postgres.NewDatabaseAsync();

    protected override async ValueTask ReopenAsync()
    {
        await DisposeAsync();
        Open();
    }

    private void Open()
    {
        _database = PostgresDatabase.Open(_options);
        _store = new PostgresEntityStore(_database);
    }
}
