using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.Sqlite;

/// <inheritdoc cref="IReplayMarks"/>
public sealed class SqliteReplayMarks(SqliteDatabase database) : IReplayMarks
{
    public ValueTask<IReadOnlyList<ReplayMark>> ReadAsync(string client, long fromOffset, long toOffset, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ReplayMark>>(database.Read(c => c.Query(
            "SELECT offset, received, at FROM replayed_letters WHERE client = $client AND offset BETWEEN $from AND $to ORDER BY offset",
            r => new ReplayMark((long)r[0], (long)r[1], (long)r[2]),
            ("$client", client), ("$from", fromOffset), ("$to", toOffset))));

    public async ValueTask WriteAsync(string client, IReadOnlyList<ReplayMark> marks, long forgetBeforeMs, CancellationToken cancellationToken) =>
        await database.WriteAsync(c =>
        {
            c.Execute("DELETE FROM replayed_letters WHERE received < $before", ("$before", forgetBeforeMs));
            foreach (var mark in marks)
            {
                c.Execute(
                    """
                    INSERT INTO replayed_letters (client, offset, received, at) VALUES ($client, $offset, $received, $at)
                    ON CONFLICT (client, offset) DO UPDATE SET received = excluded.received, at = excluded.at
                    """,
                    ("$client", client), ("$offset", mark.Offset), ("$received", mark.ReceivedMs), ("$at", mark.AtMs));
            }

            return marks.Count;
        });
}
