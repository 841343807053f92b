using System.Text.Json;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Incidents;
using Soc.Storage.Documents;

namespace Soc.Storage.Sqlite;

/// <inheritdoc cref="IIncidentStore"/>
public sealed class SqliteIncidentStore(SqliteDatabase database) : IIncidentStore
{
    /// <summary>Most incidents that a client's grouping gets back after a restart, the newest.</summary>
    private const int MaxRecent = 5000;

    /// <summary>Most incidents of a page.</summary>
    private const int MaxPage = 500;

    public ValueTask<Incident?> ReadAsync(string id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(c => (byte[]?)c.Scalar("SELECT document FROM incidents WHERE id = $id", ("$id", id)) is { } bytes ? Decode(bytes) : null));

    public async ValueTask ClaimAsync(string client, long owner, CancellationToken cancellationToken) =>
        await database.WriteAsync(c => SqliteClientOwners.Claim(c, client, owner));

    public async ValueTask WriteAsync(Incident incident, long owner, CancellationToken cancellationToken)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(incident, IncidentJson.Options);
        await database.WriteAsync(c => Write(c, incident, owner, document));
    }

    public ValueTask<IncidentPage> QueryAsync(IncidentQuery query, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(query.Limit, 1, MaxPage);

        // The cursor is the sort key of the last row; anything else is taken as the beginning.
        var (lastSeen, id) = PageCursor.Read(query.Cursor);
        var rows = database.Read(c => c.Query(
            """
            SELECT document FROM incidents
            WHERE client = $client AND merged = 0 AND score >= $score AND last_seen >= $since
              AND detected >= $detectedFrom AND detected < $detectedTo
              AND ($status IS NULL OR status = $status)
              AND (last_seen < $cursorTime OR (last_seen = $cursorTime AND id < $cursorId))
            ORDER BY last_seen DESC, id DESC LIMIT $limit
            """,
            r => Decode((byte[])r[0]),
            ("$client", query.Client), ("$score", query.MinScore), ("$since", query.SinceMs),
            ("$detectedFrom", query.DetectedFromMs), ("$detectedTo", query.DetectedToMs),
            ("$status", query.Status is { } status ? (int)status : null),
            ("$cursorTime", lastSeen), ("$cursorId", id), ("$limit", limit + 1)));
        if (rows.Count <= limit)
        {
            return ValueTask.FromResult(new IncidentPage(rows, null));
        }

        rows.RemoveAt(rows.Count - 1);
        return ValueTask.FromResult(new IncidentPage(rows, PageCursor.Write(rows[^1].LastSeenMs, rows[^1].Id)));
    }

    public ValueTask<IReadOnlyList<Incident>> RecentAsync(string client, long sinceMs, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<Incident>>(database.Read(c => c.Query(
            "SELECT document FROM incidents WHERE client = $client AND last_seen >= $since ORDER BY sequence DESC LIMIT $limit",
            r => Decode((byte[])r[0]),
            ("$client", client), ("$since", sinceMs), ("$limit", MaxRecent))));

    public ValueTask<IReadOnlyList<IncidentChange>> ChangesAfterAsync(long sequence, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<IncidentChange>>(database.Read(c => c.Query(
            "SELECT sequence, document FROM incidents WHERE sequence > $sequence ORDER BY sequence LIMIT $limit",
            r => new IncidentChange((long)r[0], Decode((byte[])r[1])),
            ("$sequence", sequence), ("$limit", limit))));

    public ValueTask<IncidentCounts> CountAsync(string client, long sinceMs, CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(c => c.Query(
            """
            SELECT COALESCE(SUM(signals), 0), COUNT(*), COALESCE(SUM(decision >= $notify), 0), COALESCE(SUM(decision = $digest), 0)
            FROM incidents WHERE client = $client AND merged = 0 AND detected >= $since
            """,
            r => new IncidentCounts((long)r[0], (long)r[1], (long)r[2], (long)r[3]),
            ("$client", client), ("$since", sinceMs),
            ("$notify", (int)EscalationDecision.Notify), ("$digest", (int)EscalationDecision.Digest))[0]));

    public ValueTask<long> LastSequenceAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(c => (long)c.Scalar("SELECT COALESCE(MAX(sequence), 0) FROM incidents")!));

    private static int Write(SqliteCommands c, Incident incident, long owner, byte[] document)
    {
        SqliteClientOwners.Check(c, incident.Client, owner);
        var stored = (long?)c.Scalar("SELECT version FROM incidents WHERE id = $id", ("$id", incident.Id)) ?? 0;
        if (incident.Version != stored + 1)
        {
            throw new InvalidOperationException($"Incident {incident.Id} is stored at version {stored}; version {incident.Version} does not follow it.");
        }

        // One row an incident with its newest change number: a listener that was away gets each incident once, as it is now.
        return c.Execute(
            """
            INSERT INTO incidents (id, client, version, sequence, status, score, decision, merged, signals, last_seen, detected, document)
            VALUES ($id, $client, $version, (SELECT COALESCE(MAX(sequence), 0) + 1 FROM incidents), $status, $score, $decision, $merged, $signals, $lastSeen, $detected, $document)
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, sequence = excluded.sequence, status = excluded.status, score = excluded.score,
              decision = excluded.decision, merged = excluded.merged, signals = excluded.signals, last_seen = excluded.last_seen, document = excluded.document
            """,
            ("$id", incident.Id), ("$client", incident.Client), ("$version", incident.Version), ("$status", (int)incident.Status),
            ("$score", double.IsFinite(incident.Score) ? incident.Score : 0), ("$decision", (int)incident.Escalation.Decision), ("$merged", incident.MergedInto is null ? 0 : 1),
            ("$signals", incident.SignalCount), ("$lastSeen", incident.LastSeenMs), ("$detected", incident.DetectedAtMs), ("$document", document));
    }

    private static Incident Decode(byte[] bytes) => JsonSerializer.Deserialize<Incident>(bytes, IncidentJson.Options)!;
}
