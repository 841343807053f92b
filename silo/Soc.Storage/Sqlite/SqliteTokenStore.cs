using System.Text.Json;
using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.Sqlite;

/// <inheritdoc cref="ITokenStore"/>
public sealed class SqliteTokenStore(SqliteDatabase database) : ITokenStore
{
    public ValueTask<IReadOnlyList<StoredToken>> ReadAllAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<StoredToken>>(database.Read(c => c.Query(
            "SELECT document FROM tokens ORDER BY id", r => JsonSerializer.Deserialize<StoredToken>((string)r[0])!)));

    public async ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken) =>
        await database.WriteAsync(c => c.Execute(
            "INSERT INTO tokens (id, document) VALUES ($id, $document) ON CONFLICT (id) DO UPDATE SET document = excluded.document",
            ("$id", token.Id), ("$document", JsonSerializer.Serialize(token))));
}
