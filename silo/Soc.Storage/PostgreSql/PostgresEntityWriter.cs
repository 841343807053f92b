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
        // In the order of keys, so that two processes with the same keys wait for each other and do not deadlock.
        var states = new SortedDictionary<string, List<EntityWrite>>(StringComparer.Ordinal);
        var offsets = new SortedDictionary<int, long>();
        foreach (var write in group)
        {
            if (write.Key is not { } key)
            {
                offsets[write.Partition] = Math.Max(write.Offset, offsets.GetValueOrDefault(write.Partition));
                continue;
            }

            // The later write of a writer takes the place of his earlier one. Two writers of a key in one group: the store decides, one after the other.
            if (states.TryGetValue(key, out var writes) && writes[^1].Writer == write.Writer)
            {
                writes.Add(write);
            }
            else if (writes is null)
            {
                states.Add(key, [write]);
            }
            else
            {
                await WriteAsync(commands, states);
                states.Clear();
                states.Add(key, [write]);
            }
        }

        await WriteAsync(commands, states);
        if (offsets.Count > 0)
        {
            await commands.ExecuteAsync(
                """
                INSERT INTO soc.offsets AS o (partition, next) SELECT partition, next FROM unnest($1::integer[], $2::bigint[]) AS s (partition, next)
                ON CONFLICT (partition) DO UPDATE SET next = GREATEST(o.next, excluded.next)
                """,
                [offsets.Keys.ToArray(), offsets.Values.ToArray()]);
        }
    }

    private static async Task WriteAsync(PostgresCommands commands, SortedDictionary<string, List<EntityWrite>> states)
    {
        if (states.Count == 0)
        {
            return;
        }

        EntityWrite[] last = [.. states.Values.Select(w => w[^1])];
        var stored = await commands.QueryAsync(
            """
            INSERT INTO soc.entities AS e (key, state, writer, began_writer, began_version)
              SELECT key, state, writer, began_writer, began_version
              FROM unnest($1::text[], $2::bytea[], $3::bigint[], $4::bigint[], $5::bigint[]) AS s (key, state, writer, began_writer, began_version)
            ON CONFLICT (key) DO UPDATE
              SET state = excluded.state, writer = excluded.writer, version = e.version + 1, began_writer = excluded.began_writer, began_version = excluded.began_version
              WHERE e.writer = excluded.writer OR (e.writer = excluded.began_writer AND e.version = excluded.began_version)
            RETURNING key
            """,
            r => r.GetString(0),
            [
                states.Keys.ToArray(),
                Array.ConvertAll(last, w => w.State),
                Array.ConvertAll(last, w => w.Writer.Number),
                Array.ConvertAll(last, w => w.Writer.Began.Writer),
                Array.ConvertAll(last, w => w.Writer.Began.Version),
            ]);
        var refused = states.Count > stored.Count ? stored.ToHashSet(StringComparer.Ordinal) : null;
        foreach (var (key, writes) in states)
        {
            writes.ForEach(w => w.IsRefused = refused?.Contains(key) == false);
        }
    }
}
