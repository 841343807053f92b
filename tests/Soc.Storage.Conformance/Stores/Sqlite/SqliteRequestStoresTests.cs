using Soc.GrainInterfaces.Storage;
using Soc.Storage.Conformance.Support;
using Soc.Storage.Sqlite;

namespace Soc.Storage.Conformance.Stores.Sqlite;

public sealed class SqliteRequestStoresTests : RequestStoresConformance, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteRequestStoresTests()
    {
        _database = SqliteDatabase.Open(_folder.Of("soc.db"), SocSchema.Migrations);
        Answers = new SqliteAnswerStore(_database);
        Marks = new SqliteReplayMarks(_database);
    }

    protected override IAnswerStore Answers { get; }

    protected override IReplayMarks Marks { get; }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }
}
