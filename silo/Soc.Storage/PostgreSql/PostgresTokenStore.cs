using System.Text.Json;
using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.PostgreSql;

/// <inheritdoc cref="ITokenStore"/>
public sealed class PostgresTokenStore(PostgresDatabase database) : ITokenStore
{
    public async ValueTask<IReadOnlyList<StoredToken>> ReadAllAsync(CancellationToken cancellationToken) =>
        await database.QueryAsync("SELECT document FROM soc.tokens ORDER BY id", r => JsonSerializer.Deserialize<StoredToken>(r.GetString(0))!, [], cancellationToken);

    public async ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken) =>
        await database.Writer.WriteAsync(async c =>
        {
            await c.ExecuteAsync(
                "INSERT INTO soc.tokens (id, document) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET document = excluded.document",
                [token.Id, JsonSerializer.Serialize(token)]);
            await PostgresSettingChanges.NoteAsync(c, SettingKind.Token, token.Id);
            return true;
        });
}
