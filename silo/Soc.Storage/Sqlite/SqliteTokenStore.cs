using Soc.GrainInterfaces.Storage;
using Soc.Storage.Documents;

namespace Soc.Storage.Sqlite;

/// <inheritdoc cref="ITokenStore"/>
public sealed class SqliteTokenStore(SqliteDatabase database) : ITokenStore
{
    public ValueTask<IReadOnlyList<StoredToken>> ReadAllAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<StoredToken>>(database.Read(c => c.Query(
            "SELECT document FROM tokens ORDER BY id", r => StoredTokenJson.Decode((string)r[0]))));

    public async ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken) =>
        await database.WriteAsync(c => c.Execute(
            "INSERT INTO tokens (id, document) VALUES ($id, $document) ON CONFLICT (id) DO UPDATE SET document = excluded.document",
            ("$id", token.Id), ("$document", StoredTokenJson.Encode(token))));

    // One statement: what is asked and what is changed cannot come apart.
    public async ValueTask<bool> DisableAsync(string id, CancellationToken cancellationToken) =>
        await database.WriteAsync(c => c.Execute(
            "UPDATE tokens SET document = json_set(document, '$.Disabled', json('true')) WHERE id = $id AND NOT json_extract(document, '$.Disabled')",
            ("$id", id))) == 1;
}
