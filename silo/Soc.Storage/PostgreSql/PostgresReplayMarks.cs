using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.PostgreSql;

/// <inheritdoc cref="IReplayMarks"/>
public sealed class PostgresReplayMarks(PostgresDatabase database) : IReplayMarks
{
    public async ValueTask<IReadOnlyList<ReplayMark>> ReadAsync(string client, long fromOffset, long toOffset, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "SELECT letter, received, at FROM soc.replayed_letters WHERE client = $1 AND letter BETWEEN $2 AND $3 ORDER BY letter",
            r => new ReplayMark(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2)),
            [client, fromOffset, toOffset],
            cancellationToken);

    public async ValueTask WriteAsync(string client, IReadOnlyList<ReplayMark> marks, long forgetBeforeMs, CancellationToken cancellationToken)
    {
        // A statement changes a row once: of a letter that comes twice, the later mark.
        var latest = new SortedDictionary<long, ReplayMark>();
        foreach (var mark in marks)
        {
            latest[mark.Offset] = mark;
        }

        var rows = latest.Values.ToArray();
        await database.Writer.WriteAsync(async c =>
        {
            await c.ExecuteAsync("DELETE FROM soc.replayed_letters WHERE received < $1", [forgetBeforeMs]);
            return await c.ExecuteAsync(
                """
                INSERT INTO soc.replayed_letters (client, letter, received, at)
                SELECT $1, letter, received, at FROM unnest($2::bigint[], $3::bigint[], $4::bigint[]) AS m (letter, received, at)
                ON CONFLICT (client, letter) DO UPDATE SET received = excluded.received, at = excluded.at
                """,
                [client, Array.ConvertAll(rows, m => m.Offset), Array.ConvertAll(rows, m => m.ReceivedMs), Array.ConvertAll(rows, m => m.AtMs)]);
        });
    }
}
