namespace Soc.Storage.PostgreSql;

/// <summary>The writer of snapshots and offsets: one statement of arrays for all snapshots of a group, as a row a statement is 25 times slower.</summary>
internal sealed class PostgresEntityWriter(PostgresDatabase database) : PostgresGroupWriter<EntityWrite>(database)
{
    public Task WriteAsync(EntityWrite write)
    {
        Enqueue(write);
        return write.Done;
    }

    protected override async Task RunAsync(PostgresCommands commands, IReadOnlyList<EntityWrite> group)
    {
        // The later one wins. In the order of keys, so that two processes with the same keys wait for each other and do not deadlock.
        var states = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var offsets = new SortedDictionary<int, long>();
        foreach (var write in group)
        {
            if (write.Key is { } key)
            {
                states[key] = write.State;
            }
            else
            {
                offsets[write.Partition] = write.Offset;
            }
        }

        if (states.Count > 0)
        {
            await commands.ExecuteAsync(
                """
                INSERT INTO soc.entities (key, state) SELECT key, state FROM unnest($1::text[], $2::bytea[]) AS s (key, state)
                ON CONFLICT (key) DO UPDATE SET state = excluded.state
                """,
                [states.Keys.ToArray(), states.Values.ToArray()]);
        }

        if (offsets.Count > 0)
        {
            await commands.ExecuteAsync(
                """
                INSERT INTO soc.offsets (partition, next) SELECT partition, next FROM unnest($1::integer[], $2::bigint[]) AS o (partition, next)
                ON CONFLICT (partition) DO UPDATE SET next = excluded.next
                """,
                [offsets.Keys.ToArray(), offsets.Values.ToArray()]);
        }
    }
}
