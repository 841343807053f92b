using Soc.GrainInterfaces.Storage;
using Soc.Model.Escalation;
using Soc.Model.Response;
using Soc.Storage.Documents;

namespace Soc.Storage.PostgreSql;

/// <inheritdoc cref="IResponseStore"/>
public sealed class PostgresResponseStore(PostgresDatabase database) : IResponseStore
{
    public async ValueTask WriteAsync(OperationRow row, CancellationToken cancellationToken)
    {
        object?[] columns = [row.OperationId, row.Client, row.Number, (int)row.Status, row.Proposal.IncidentId, row.ProposedMs, ResponseJson.Encode(row)];
        await database.Writer.WriteAsync(c => c.ExecuteAsync(
            """
            INSERT INTO soc.operations AS o (id, client, number, status, incident, proposed, document) VALUES ($1, $2, $3, $4, $5::text, $6, $7)
            ON CONFLICT (id) DO UPDATE SET number = excluded.number, status = excluded.status, incident = excluded.incident, proposed = excluded.proposed, document = excluded.document
            WHERE excluded.number > o.number AND excluded.client = o.client
            """,
            columns));
    }

    public async ValueTask<OperationRow?> ReadAsync(string operationId, CancellationToken cancellationToken) =>
        (await database.QueryAsync(
            "SELECT document FROM soc.operations WHERE id = $1",
            r => ResponseJson.Decode<OperationRow>(r.GetFieldValue<byte[]>(0)),
            [operationId],
            cancellationToken)).FirstOrDefault();

    public async ValueTask<OperationPage> QueryAsync(OperationQuery query, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(query.Limit, 1, ResponseJson.MaxPage);
        var (proposed, id) = PageCursor.Read(query.Cursor);
        object?[] parameters = [query.Client, OperationFilter.BitsOf(query.Statuses), query.FromMs, query.ToMs, proposed, id, limit + 1];
        var rows = await database.QueryAsync(
            query.IncidentId is null ? Select("") : Select("AND incident = $8"),
            r => ResponseJson.Decode<OperationRow>(r.GetFieldValue<byte[]>(0)),
            query.IncidentId is null ? parameters : [.. parameters, query.IncidentId],
            cancellationToken);
        if (rows.Count <= limit)
        {
            return new OperationPage(rows, null);
        }

        rows.RemoveAt(rows.Count - 1);
        return new OperationPage(rows, PageCursor.Write(rows[^1].ProposedMs, rows[^1].OperationId));
    }

    public async ValueTask WriteAsync(EscalationRow row, CancellationToken cancellationToken)
    {
        object?[] columns = [row.Client, row.IncidentId, row.Number, row.DetectedAtMs, ResponseJson.Encode(row)];
        await database.Writer.WriteAsync(c => c.ExecuteAsync(
            """
            INSERT INTO soc.escalations AS e (client, incident, number, detected, document) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (client, incident) DO UPDATE SET number = excluded.number, detected = excluded.detected, document = excluded.document
            WHERE excluded.number > e.number
            """,
            columns));
    }

    public async ValueTask<EscalationRow?> ReadEscalationAsync(string client, string incidentId, CancellationToken cancellationToken) =>
        (await database.QueryAsync(
            "SELECT document FROM soc.escalations WHERE client = $1 AND incident = $2",
            r => ResponseJson.Decode<EscalationRow>(r.GetFieldValue<byte[]>(0)),
            [client, incidentId],
            cancellationToken)).FirstOrDefault();

    public async ValueTask<EscalationPage> EscalationsAsync(string client, long fromMs, long toMs, int limit, string? cursor, CancellationToken cancellationToken)
    {
        limit = Math.Clamp(limit, 1, ResponseJson.MaxPage);
        var (detected, incident) = PageCursor.ReadRising(cursor);
        var rows = await database.QueryAsync(
            """
            SELECT document FROM soc.escalations
            WHERE client = $1 AND detected >= $2 AND detected < $3 AND (detected, incident) > ($4, $5)
            ORDER BY detected, incident LIMIT $6
            """,
            r => ResponseJson.Decode<EscalationRow>(r.GetFieldValue<byte[]>(0)),
            [client, fromMs, toMs, detected, incident, limit + 1],
            cancellationToken);
        if (rows.Count <= limit)
        {
            return new EscalationPage(rows, null);
        }

        rows.RemoveAt(rows.Count - 1);
        return new EscalationPage(rows, PageCursor.Write(rows[^1].DetectedAtMs, rows[^1].IncidentId));
    }

    private static string Select(string more) =>
        $"""
        SELECT document FROM soc.operations
        WHERE client = $1 AND ($2::bigint >> status) & 1 = 1 AND proposed >= $3 AND proposed < $4 {more}
          AND (proposed < $5 OR (proposed = $5 AND id > $6))
        ORDER BY proposed DESC, id LIMIT $7
        """;
}
