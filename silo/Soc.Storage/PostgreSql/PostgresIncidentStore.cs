using System.Text.Json;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Incidents;
using Soc.Storage.Documents;

namespace Soc.Storage.PostgreSql;

/// <inheritdoc cref="IIncidentStore"/>
public sealed class PostgresIncidentStore(PostgresDatabase database) : IIncidentStore
{
    /// <summary>Most incidents that a client's grouping gets back after a restart, the newest.</summary>
    private const int MaxRecent = 5000;

    /// <summary>Most incidents of a page.</summary>
    private const int MaxPage = 500;

    private const long NotTheOwner = -1;

    public async ValueTask<Incident?> ReadAsync(string id, CancellationToken cancellationToken) =>
        (await database.QueryAsync("SELECT document FROM soc.incidents WHERE id = $1", r => Decode(r.GetFieldValue<byte[]>(0)), [id], cancellationToken)).FirstOrDefault();

    public async ValueTask ClaimAsync(string client, long owner, CancellationToken cancellationToken) =>
        await database.Writer.WriteAsync(c => PostgresClientOwners.ClaimAsync(c, client, owner));

    public async ValueTask WriteAsync(Incident incident, long owner, CancellationToken cancellationToken)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(incident, IncidentJson.Options);
        if (await database.Writer.WriteAsync(c => WriteAsync(c, incident, owner, document)) is { } stored)
        {
            if (stored == NotTheOwner)
            {
                throw ClientTakenOverException.Of(incident.Client);
            }

            throw new InvalidOperationException($"Incident {incident.Id} is stored at version {stored}; version {incident.Version} does not follow it.");
        }
    }

    public async ValueTask<IncidentPage> QueryAsync(IncidentQuery query, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(query.Limit, 1, MaxPage);

        // The cursor is the sort key of the last row; anything else is taken as the beginning.
        var (lastSeen, id) = PageCursor.Read(query.Cursor);
        var rows = await database.QueryAsync(
            """
            SELECT document FROM soc.incidents
            WHERE client = $1 AND NOT merged AND score >= $2 AND last_seen >= $3
              AND ($4::integer IS NULL OR status = $4::integer)
              AND (last_seen, id) < ($5, $6) AND detected >= $7 AND detected < $8
            ORDER BY last_seen DESC, id DESC LIMIT $9
            """,
            r => Decode(r.GetFieldValue<byte[]>(0)),
            [query.Client, query.MinScore, query.SinceMs, query.Status is { } status ? (int)status : null, lastSeen, id, query.DetectedFromMs, query.DetectedToMs, limit + 1],
            cancellationToken);
        if (rows.Count <= limit)
        {
            return new IncidentPage(rows, null);
        }

        rows.RemoveAt(rows.Count - 1);
        return new IncidentPage(rows, PageCursor.Write(rows[^1].LastSeenMs, rows[^1].Id));
    }

    public async ValueTask<IReadOnlyList<Incident>> RecentAsync(string client, long sinceMs, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "SELECT document FROM soc.incidents WHERE client = $1 AND last_seen >= $2 ORDER BY sequence DESC LIMIT $3",
            r => Decode(r.GetFieldValue<byte[]>(0)),
            [client, sinceMs, MaxRecent],
            cancellationToken);

    public async ValueTask<IReadOnlyList<IncidentChange>> ChangesAfterAsync(long sequence, int limit, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "SELECT sequence, document FROM soc.incidents WHERE sequence > $1 ORDER BY sequence LIMIT $2",
            r => new IncidentChange(r.GetInt64(0), Decode(r.GetFieldValue<byte[]>(1))),
            [sequence, limit],
            cancellationToken);

    public async ValueTask<IncidentCounts> CountAsync(string client, long sinceMs, CancellationToken cancellationToken) =>
        (await database.QueryAsync(
            """
            SELECT COALESCE(SUM(signals), 0)::bigint, COUNT(*), COUNT(*) FILTER (WHERE decision >= $3), COUNT(*) FILTER (WHERE decision = $4)
            FROM soc.incidents WHERE client = $1 AND NOT merged AND detected >= $2
            """,
            r => new IncidentCounts(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)),
            [client, sinceMs, (int)EscalationDecision.Notify, (int)EscalationDecision.Digest],
            cancellationToken))[0];

    public async ValueTask<long> LastSequenceAsync(CancellationToken cancellationToken) =>
        (await database.QueryAsync("SELECT COALESCE(MAX(sequence), 0) FROM soc.incidents", r => r.GetInt64(0), [], cancellationToken))[0];

    /// <returns>The stored version when it is not the predecessor, or <see cref="NotTheOwner"/>; null when the incident is written.</returns>
    private static async Task<long?> WriteAsync(PostgresCommands c, Incident incident, long owner, byte[] document)
    {
        if (!await PostgresClientOwners.IsAsync(c, incident.Client, owner))
        {
            return NotTheOwner;
        }

        // Held until the commit can be seen: who read number n will not meet a smaller one later. A statement of its own, because
        // the next one must see what the holder before committed.
        await c.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", [PostgresLocks.IncidentSequence]);

        // One row an incident with its newest change number: a listener that was away gets each incident once, as it is now.
        var written = await c.ExecuteAsync(
            """
            INSERT INTO soc.incidents (id, client, version, sequence, status, score, decision, merged, signals, last_seen, detected, document)
            SELECT $1, $2, $3, (SELECT COALESCE(MAX(sequence), 0) + 1 FROM soc.incidents), $4, $5, $6, $7, $8, $9, $10, $11
            WHERE $3 = 1 OR EXISTS (SELECT 1 FROM soc.incidents WHERE id = $1)
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, sequence = excluded.sequence, status = excluded.status, score = excluded.score,
              decision = excluded.decision, merged = excluded.merged, signals = excluded.signals, last_seen = excluded.last_seen, document = excluded.document
            WHERE incidents.version = excluded.version - 1
            """,
            [
                incident.Id, incident.Client, incident.Version, (int)incident.Status, double.IsFinite(incident.Score) ? incident.Score : 0,
                (int)incident.Escalation.Decision, incident.MergedInto is not null, (long)incident.SignalCount, incident.LastSeenMs, incident.DetectedAtMs, document,
            ]);
        if (written == 1)
        {
            return null;
        }

        var stored = await c.QueryAsync("SELECT version, document FROM soc.incidents WHERE id = $1", r => (Version: r.GetInt64(0), Document: r.GetFieldValue<byte[]>(1)), [incident.Id]);

        // The same again: its first try was committed, and only the answer was lost with the connection.
        return stored.Count == 1 && stored[0].Version == incident.Version && stored[0].Document.AsSpan().SequenceEqual(document)
            ? null
            : stored.Select(s => s.Version).FirstOrDefault();
    }

    private static Incident Decode(byte[] bytes) => JsonSerializer.Deserialize<Incident>(bytes, IncidentJson.Options)!;
}
