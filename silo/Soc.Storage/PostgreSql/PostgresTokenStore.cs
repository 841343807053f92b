using Soc.GrainInterfaces.Storage;
using Soc.Storage.Documents;

namespace Soc.Storage.PostgreSql;

/// <inheritdoc cref="ITokenStore"/>
public sealed class PostgresTokenStore(PostgresDatabase database) : ITokenStore
{
    public async ValueTask<IReadOnlyList<StoredToken>> ReadAllAsync(CancellationToken cancellationToken) =>
        await database.QueryAsync("SELECT document FROM soc.tokens ORDER BY id", r => StoredTokenJson.Decode(r.GetString(0)), [], cancellationToken);

    public async ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken) =>
        await database.Writer.WriteAsync(async c =>
        {
            await c.ExecuteAsync(
                "INSERT INTO soc.tokens (id, document) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET document = excluded.document",
                [token.Id, StoredTokenJson.Encode(token)]);
            await PostgresSettingChanges.NoteAsync(c, SettingKind.Token, token.Id);
            return true;
        });

    // One statement: who waited for another's change of the row asks again of what that one left.
    public async ValueTask<bool> DisableAsync(string id, CancellationToken cancellationToken) =>
        await database.Writer.WriteAsync(async c =>
        {
            var changed = await c.ExecuteAsync(
                """
                UPDATE soc.tokens SET document = jsonb_set(document::jsonb, '{Disabled}', 'true')::text
                WHERE id = $1 AND NOT (document::jsonb ->> 'Disabled')::boolean
                """,
                [id]);
            if (changed == 1)
            {
                await PostgresSettingChanges.NoteAsync(c, SettingKind.Token, id);
            }

            return changed;
        }) == 1;
}
