using Soc.GrainInterfaces.Storage;
using Soc.Storage.PostgreSql;

namespace Soc.Storage.Conformance.Stores.PostgreSql;

public class PostgresRequestStoresTests(SharedPostgres postgres) : RequestStoresConformance, IAsyncLifetime
{
    private PostgresDatabase? _database;

    protected override IAnswerStore Answers => field ??= new PostgresAnswerStore(_database!);

    protected override IReplayMarks Marks => field ??= new PostgresReplayMarks(_database!);

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
