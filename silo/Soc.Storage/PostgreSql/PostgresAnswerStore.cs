using Npgsql;
using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.PostgreSql;

/// <inheritdoc cref="IAnswerStore"/>
public sealed class PostgresAnswerStore(PostgresDatabase database) : IAnswerStore
{
    public async ValueTask<StoredAnswer?> ReadAsync(string id, CancellationToken cancellationToken) =>
        (await database.QueryAsync("SELECT id, caller, fingerprint, status, content_type, body, at FROM soc.answers WHERE id = $1", Read, [id], cancellationToken)).FirstOrDefault();

    public async ValueTask WriteAsync(StoredAnswer answer, long keepSinceMs, int maxOfCaller, CancellationToken cancellationToken) =>
        await database.Writer.WriteAsync(async c =>
        {
            await c.ExecuteAsync("DELETE FROM soc.answers WHERE at < $1", [keepSinceMs]);
            await c.ExecuteAsync(
                """
                INSERT INTO soc.answers (id, caller, fingerprint, status, content_type, body, at) VALUES ($1, $2, $3, $4, $5::text, $6::bytea, $7)
                ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint, status = excluded.status, content_type = excluded.content_type, body = excluded.body, at = excluded.at
                """,
                [answer.Id, answer.Caller, answer.Fingerprint, answer.Status, answer.ContentType, answer.Body, answer.AtMs]);
            return await c.ExecuteAsync(
                "DELETE FROM soc.answers WHERE id IN (SELECT id FROM soc.answers WHERE caller = $1 ORDER BY at DESC, id OFFSET $2)",
                [answer.Caller, maxOfCaller]);
        });

    private static StoredAnswer Read(NpgsqlDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetFieldValue<byte[]>(2), r.GetInt32(3), r.IsDBNull(4) ? null : r.GetString(4), r.IsDBNull(5) ? null : r.GetFieldValue<byte[]>(5), r.GetInt64(6));
}
