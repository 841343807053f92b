using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.Sqlite;

/// <inheritdoc cref="IAnswerStore"/>
public sealed class SqliteAnswerStore(SqliteDatabase database) : IAnswerStore
{
    public ValueTask<StoredAnswer?> ReadAsync(string id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(c => c.Query(
            "SELECT id, caller, fingerprint, status, content_type, body, at FROM answers WHERE id = $id",
            r => new StoredAnswer((string)r[0], (string)r[1], (byte[])r[2], (int)(long)r[3], r[4] as string, r[5] as byte[], (long)r[6]),
            ("$id", id)).FirstOrDefault()));

    public async ValueTask WriteAsync(StoredAnswer answer, long keepSinceMs, int maxOfCaller, CancellationToken cancellationToken) =>
        await database.WriteAsync(c =>
        {
            c.Execute("DELETE FROM answers WHERE at < $since", ("$since", keepSinceMs));
            c.Execute(
                """
                INSERT INTO answers (id, caller, fingerprint, status, content_type, body, at) VALUES ($id, $caller, $fingerprint, $status, $contentType, $body, $at)
                ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint, status = excluded.status, content_type = excluded.content_type, body = excluded.body, at = excluded.at
                """,
                ("$id", answer.Id), ("$caller", answer.Caller), ("$fingerprint", answer.Fingerprint), ("$status", answer.Status),
                ("$contentType", answer.ContentType), ("$body", answer.Body), ("$at", answer.AtMs));
            return c.Execute(
                "DELETE FROM answers WHERE id IN (SELECT id FROM answers WHERE caller = $caller ORDER BY at DESC, id LIMIT -1 OFFSET $max)",
                ("$caller", answer.Caller), ("$max", maxOfCaller));
        });
}
