using System.Text.Json;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Signals;
using Soc.Storage.Documents;

namespace Soc.Storage.Sqlite;

/// <inheritdoc cref="IMinorSignalStore"/>
public sealed class SqliteMinorSignalStore(SqliteDatabase database) : IMinorSignalStore
{
    private int _sinceTrim;

    public async ValueTask WriteAsync(string client, IReadOnlyList<Signal> signals, long owner, CancellationToken cancellationToken)
    {
        if (signals.Count == 0)
        {
            return;
        }

        var rows = signals.Select(s => (Signal: s, Document: JsonSerializer.SerializeToUtf8Bytes(s, IncidentJson.Options))).ToArray();
        await database.WriteAsync(c =>
        {
            SqliteClientOwners.Check(c, client, owner);
            foreach (var (signal, document) in rows)
            {
                c.Execute(
                    """
                    INSERT INTO minor_signals (client, id, detector, entity, score, at, received, incident, document)
                    VALUES ($client, $id, $detector, $entity, $score, $at, $received, NULL, $document)
                    ON CONFLICT (client, id) DO UPDATE SET score = excluded.score, at = excluded.at, document = excluded.document
                    """,
                    ("$client", client), ("$id", signal.Id), ("$detector", signal.Detector), ("$entity", signal.Entity.ToString()),
                    ("$score", double.IsFinite(signal.Score) ? signal.Score : 0), ("$at", signal.AtMs), ("$received", signal.ReceivedMs), ("$document", document));
            }

            Trim(c, client, rows[^1].Signal.AtMs, rows.Length);
            return rows.Length;
        });
    }

    public async ValueTask JoinAsync(string client, IReadOnlyDictionary<string, string> incidentBySignal, CancellationToken cancellationToken) =>
        await database.WriteAsync(c => incidentBySignal.Sum(j => c.Execute(
            "UPDATE minor_signals SET incident = $incident WHERE client = $client AND id = $id",
            ("$client", client), ("$id", j.Key), ("$incident", j.Value))));

    public ValueTask<IReadOnlyList<Signal>> WaitingAsync(string client, int max, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<Signal>>(database.Read(c => c.Query(
            "SELECT document FROM minor_signals WHERE client = $client AND incident IS NULL ORDER BY at DESC, id DESC LIMIT $max",
            r => Decode((byte[])r[0]),
            ("$client", client), ("$max", max))));

    public ValueTask<MinorSignalPage> QueryAsync(MinorSignalQuery query, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(query.Limit, 1, MinorSignalKeep.MaxPage);
        var (at, id) = PageCursor.Read(query.Cursor);
        var rows = database.Read(c => c.Query(
            """
            SELECT document FROM minor_signals
            WHERE client = $client AND incident IS NULL AND score >= $score AND at >= $since
              AND ($detector IS NULL OR detector = $detector) AND ($entity IS NULL OR entity = $entity)
              AND (at < $cursorTime OR (at = $cursorTime AND id < $cursorId))
            ORDER BY at DESC, id DESC LIMIT $limit
            """,
            r => Decode((byte[])r[0]),
            ("$client", query.Client), ("$score", query.MinScore), ("$since", query.SinceMs), ("$detector", query.Detector), ("$entity", query.Entity),
            ("$cursorTime", at), ("$cursorId", id), ("$limit", limit + 1)));
        if (rows.Count <= limit)
        {
            return ValueTask.FromResult(new MinorSignalPage(rows, null));
        }

        rows.RemoveAt(rows.Count - 1);
        return ValueTask.FromResult(new MinorSignalPage(rows, PageCursor.Write(rows[^1].AtMs, rows[^1].Id)));
    }

    public ValueTask<long> CountAsync(string client, long sinceMs, CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(c => (long)c.Scalar(
            "SELECT COUNT(*) FROM minor_signals WHERE client = $client AND incident IS NULL AND received >= $since",
            ("$client", client), ("$since", sinceMs))!));

    private static Signal Decode(byte[] bytes) => JsonSerializer.Deserialize<Signal>(bytes, IncidentJson.Options)!;

    // Runs within a write, now and then: the first one after a start, too.
    private void Trim(SqliteCommands c, string client, long newestMs, int written)
    {
        _sinceTrim -= written;
        if (_sinceTrim > 0)
        {
            return;
        }

        _sinceTrim = MinorSignalKeep.TrimEvery;
        c.Execute("DELETE FROM minor_signals WHERE client = $client AND at < $before", ("$client", client), ("$before", newestMs - MinorSignalKeep.MaxAgeMs));
        c.Execute(
            """
            DELETE FROM minor_signals WHERE client = $client AND at <
              (SELECT at FROM minor_signals WHERE client = $client ORDER BY at DESC, id DESC LIMIT 1 OFFSET $max)
            """,
            ("$client", client), ("$max", MinorSignalKeep.MaxPerClient));
    }
}
