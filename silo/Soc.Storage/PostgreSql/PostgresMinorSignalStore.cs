using System.Text.Json;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Signals;
using Soc.Storage.Documents;

namespace Soc.Storage.PostgreSql;

/// <inheritdoc cref="IMinorSignalStore"/>
public sealed class PostgresMinorSignalStore(PostgresDatabase database) : IMinorSignalStore
{
    private int _sinceTrim;

    public async ValueTask WriteAsync(string client, IReadOnlyList<Signal> signals, long owner, CancellationToken cancellationToken)
    {
        if (signals.Count == 0)
        {
            return;
        }

        // A statement changes a row once: of an id that comes twice, the later one.
        var byId = new SortedDictionary<string, Signal>(StringComparer.Ordinal);
        foreach (var signal in signals)
        {
            byId[PostgresText.Storable(signal.Id)] = signal;
        }

        var rows = byId.Values.ToArray();
        object?[] columns =
        [
            client,
            byId.Keys.ToArray(),
            Array.ConvertAll(rows, s => s.Detector),
            Array.ConvertAll(rows, s => s.Entity.ToString()),
            Array.ConvertAll(rows, s => double.IsFinite(s.Score) ? s.Score : 0),
            Array.ConvertAll(rows, s => s.AtMs),
            Array.ConvertAll(rows, s => s.ReceivedMs),
            Array.ConvertAll(rows, s => JsonSerializer.SerializeToUtf8Bytes(s, IncidentJson.Options)),
        ];
        var written = await database.Writer.WriteAsync(async c =>
        {
            if (!await PostgresClientOwners.IsAsync(c, client, owner))
            {
                return -1;
            }

            await c.ExecuteAsync(
                """
                INSERT INTO soc.minor_signals (client, id, detector, entity, score, at, received, incident, document)
                SELECT $1, id, detector, entity, score, at, received, NULL, document
                FROM unnest($2::text[], $3::text[], $4::text[], $5::double precision[], $6::bigint[], $7::bigint[], $8::bytea[])
                  AS s (id, detector, entity, score, at, received, document)
                ON CONFLICT (client, id) DO UPDATE SET score = excluded.score, at = excluded.at, document = excluded.document
                """,
                columns);
            await TrimAsync(c, client, signals[^1].AtMs, rows.Length);
            return rows.Length;
        });
        if (written < 0)
        {
            throw ClientTakenOverException.Of(client);
        }
    }

    public async ValueTask JoinAsync(string client, IReadOnlyDictionary<string, string> incidentBySignal, CancellationToken cancellationToken) =>
        await database.Writer.WriteAsync(c => c.ExecuteAsync(
            """
            UPDATE soc.minor_signals SET incident = j.incident FROM unnest($2::text[], $3::text[]) AS j (id, incident)
            WHERE minor_signals.client = $1 AND minor_signals.id = j.id
            """,
            [client, incidentBySignal.Keys.ToArray(), incidentBySignal.Values.ToArray()]));

    public async ValueTask<IReadOnlyList<Signal>> WaitingAsync(string client, int max, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "SELECT document FROM soc.minor_signals WHERE client = $1 AND incident IS NULL ORDER BY at DESC, id DESC LIMIT $2",
            r => Decode(r.GetFieldValue<byte[]>(0)),
            [client, max],
            cancellationToken);

    public async ValueTask<MinorSignalPage> QueryAsync(MinorSignalQuery query, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(query.Limit, 1, MinorSignalKeep.MaxPage);
        var (at, id) = PageCursor.Read(query.Cursor);
        var rows = await database.QueryAsync(
            """
            SELECT document FROM soc.minor_signals
            WHERE client = $1 AND incident IS NULL AND score >= $2 AND at >= $3
              AND ($4::text IS NULL OR detector = $4::text) AND ($5::text IS NULL OR entity = $5::text)
              AND (at, id) < ($6, $7)
            ORDER BY at DESC, id DESC LIMIT $8
            """,
            r => Decode(r.GetFieldValue<byte[]>(0)),
            [query.Client, query.MinScore, query.SinceMs, query.Detector, query.Entity, at, id, limit + 1],
            cancellationToken);
        if (rows.Count <= limit)
        {
            return new MinorSignalPage(rows, null);
        }

        rows.RemoveAt(rows.Count - 1);
        return new MinorSignalPage(rows, PageCursor.Write(rows[^1].AtMs, rows[^1].Id));
    }

    public async ValueTask<long> CountAsync(string client, long sinceMs, CancellationToken cancellationToken) =>
        (await database.QueryAsync(
            "SELECT COUNT(*) FROM soc.minor_signals WHERE client = $1 AND incident IS NULL AND received >= $2",
            r => r.GetInt64(0),
            [client, sinceMs],
            cancellationToken))[0];

    private static Signal Decode(byte[] bytes) => JsonSerializer.Deserialize<Signal>(bytes, IncidentJson.Options)!;

    // Runs within a write, now and then: the first one after a start, too.
    private async Task TrimAsync(PostgresCommands c, string client, long newestMs, int written)
    {
        _sinceTrim -= written;
        if (_sinceTrim > 0)
        {
            return;
        }

        _sinceTrim = MinorSignalKeep.TrimEvery;
        await c.ExecuteAsync("DELETE FROM soc.minor_signals WHERE client = $1 AND at < $2", [client, newestMs - MinorSignalKeep.MaxAgeMs]);
        await c.ExecuteAsync(
            """
            DELETE FROM soc.minor_signals WHERE client = $1 AND at <
              (SELECT at FROM soc.minor_signals WHERE client = $1 ORDER BY at DESC, id DESC LIMIT 1 OFFSET $2)
            """,
            [client, MinorSignalKeep.MaxPerClient]);
    }
}
