using Soc.GrainInterfaces.Storage;
using Soc.Model.Escalation;
using Soc.Model.Response;
using Soc.Storage.Documents;

namespace Soc.Storage.Sqlite;

/// <inheritdoc cref="IResponseStore"/>
public sealed class SqliteResponseStore(SqliteDatabase database) : IResponseStore
{
    public async ValueTask WriteAsync(OperationRow row, CancellationToken cancellationToken)
    {
        var document = ResponseJson.Encode(row);
        await database.WriteAsync(c => c.Execute(
            """
            INSERT INTO operations (id, client, number, status, incident, proposed, document) VALUES ($id, $client, $number, $status, $incident, $proposed, $document)
            ON CONFLICT (id) DO UPDATE SET number = excluded.number, status = excluded.status, incident = excluded.incident, proposed = excluded.proposed, document = excluded.document
            WHERE excluded.number > number AND excluded.client = client
            """,
            ("$id", row.OperationId), ("$client", row.Client), ("$number", row.Number), ("$status", (int)row.Status),
            ("$incident", row.Proposal.IncidentId), ("$proposed", row.ProposedMs), ("$document", document)));
    }

    public ValueTask<OperationRow?> ReadAsync(string operationId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(c =>
            c.Scalar("SELECT document FROM operations WHERE id = $id", ("$id", operationId)) is byte[] document ? ResponseJson.Decode<OperationRow>(document) : null));

    public ValueTask<OperationPage> QueryAsync(OperationQuery query, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(query.Limit, 1, ResponseJson.MaxPage);
        var (proposed, id) = PageCursor.Read(query.Cursor);
        var rows = database.Read(c => c.Query(
            query.IncidentId is null ? Select("") : Select("AND incident = $incident"),
            r => ResponseJson.Decode<OperationRow>((byte[])r[0]),
            ("$client", query.Client), ("$statuses", OperationFilter.BitsOf(query.Statuses)), ("$from", query.FromMs), ("$to", query.ToMs),
            ("$cursorTime", proposed), ("$cursorId", id), ("$limit", limit + 1), ("$incident", query.IncidentId)));
        if (rows.Count <= limit)
        {
            return ValueTask.FromResult(new OperationPage(rows, null));
        }

        rows.RemoveAt(rows.Count - 1);
        return ValueTask.FromResult(new OperationPage(rows, PageCursor.Write(rows[^1].ProposedMs, rows[^1].OperationId)));
    }

    public async ValueTask WriteAsync(EscalationRow row, CancellationToken cancellationToken)
    {
        var document = ResponseJson.Encode(row);
        await database.WriteAsync(c => c.Execute(
            """
            INSERT INTO escalations (client, incident, number, detected, document) VALUES ($client, $incident, $number, $detected, $document)
            ON CONFLICT (client, incident) DO UPDATE SET number = excluded.number, detected = excluded.detected, document = excluded.document
            WHERE excluded.number > number
            """,
            ("$client", row.Client), ("$incident", row.IncidentId), ("$number", row.Number), ("$detected", row.DetectedAtMs), ("$document", document)));
    }

    public ValueTask<EscalationRow?> ReadEscalationAsync(string client, string incidentId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(c => c.Scalar(
            "SELECT document FROM escalations WHERE client = $client AND incident = $incident",
            ("$client", client), ("$incident", incidentId)) is byte[] document ? ResponseJson.Decode<EscalationRow>(document) : null));

    public ValueTask<EscalationPage> EscalationsAsync(string client, long fromMs, long toMs, int limit, string? cursor, CancellationToken cancellationToken)
    {
        limit = Math.Clamp(limit, 1, ResponseJson.MaxPage);
        var (detected, incident) = PageCursor.ReadRising(cursor);
        var rows = database.Read(c => c.Query(
            """
            SELECT document FROM escalations
            WHERE client = $client AND detected >= $from AND detected < $to AND (detected, incident) > ($cursorTime, $cursorId)
            ORDER BY detected, incident LIMIT $limit
            """,
            r => ResponseJson.Decode<EscalationRow>((byte[])r[0]),
            ("$client", client), ("$from", fromMs), ("$to", toMs), ("$cursorTime", detected), ("$cursorId", incident), ("$limit", limit + 1)));
        if (rows.Count <= limit)
        {
            return ValueTask.FromResult(new EscalationPage(rows, null));
        }

        rows.RemoveAt(rows.Count - 1);
        return ValueTask.FromResult(new EscalationPage(rows, PageCursor.Write(rows[^1].DetectedAtMs, rows[^1].IncidentId)));
    }

    private static string Select(string more) =>
        $"""
        SELECT document FROM operations
        WHERE client = $client AND ($statuses >> status) & 1 = 1 AND proposed >= $from AND proposed < $to {more}
          AND (proposed < $cursorTime OR (proposed = $cursorTime AND id > $cursorId))
        ORDER BY proposed DESC, id LIMIT $limit
        """;
}
