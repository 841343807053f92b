namespace Soc.Storage.PostgreSql;

/// <summary>The writer of the small stores: writes that wait share a transaction.</summary>
internal sealed class PostgresWriter(PostgresDatabase database) : PostgresGroupWriter<PostgresStatements>(database)
{
    /// <summary>Runs a write in the next group; completes when it is durable.</summary>
    public Task<T> WriteAsync<T>(Func<PostgresCommands, Task<T>> write)
    {
        var item = new PostgresWrite<T>(write);
        Enqueue(item);
        return item.Done;
    }

    protected override async Task RunAsync(PostgresCommands commands, IReadOnlyList<PostgresStatements> group)
    {
        foreach (var write in group)
        {
            await write.RunAsync(commands);
        }
    }
}
