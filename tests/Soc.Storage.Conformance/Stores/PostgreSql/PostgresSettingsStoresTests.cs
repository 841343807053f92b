using Soc.GrainInterfaces.Storage;
using Soc.Storage.PostgreSql;

namespace Soc.Storage.Conformance.Stores.PostgreSql;

public class PostgresSettingsStoresTests(SharedPostgres postgres) : SettingsStoresConformance, IAsyncLifetime
{
    private PostgresDatabase? _database;

    protected override IClientStore Clients => field ??= new PostgresClientStore(_database!);

    protected override ITokenStore Tokens => field ??= new PostgresTokenStore(_database!);

    protected override IIndicatorStore Indicators => field ??= new PostgresIndicatorStore(_database!);

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
