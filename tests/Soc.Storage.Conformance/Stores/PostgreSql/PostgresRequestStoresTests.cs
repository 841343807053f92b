using Soc.GrainInterfaces.Storage;
using Soc.Storage.PostgreSql;

namespace Soc.Storage.Conformance.Stores.PostgreSql;

public sealed class PostgresRequestStoresTests(SharedPostgres postgres) : RequestStoresConformance, IAsyncLifetime
{
    private PostgresDatabase? _database;

    protected override IAnswerStore Answers => field ??= new PostgresAnswerStore(_database!);

    protected override IReplayMarks Marks => field ??= new PostgresReplayMarks(_database!);

    public async ValueTask InitializeAsync() => _database = PostgresDatabase.Open(await postgres.NewDatabaseAsync());

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
