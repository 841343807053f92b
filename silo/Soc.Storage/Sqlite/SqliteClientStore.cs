using Soc.GrainInterfaces.Storage;
using Soc.Model.Policies;
using Soc.Storage.Documents;

namespace Soc.Storage.Sqlite;

/// <inheritdoc cref="IClientStore"/>
public sealed class SqliteClientStore(SqliteDatabase database) : IClientStore
{
    public ValueTask<IReadOnlyList<ClientPolicy>> ReadAllAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ClientPolicy>>(database.Read(c => c.Query("SELECT policy FROM clients ORDER BY client", r => ClientPolicyJson.Decode((string)r[0]))));

    public ValueTask<ClientPolicy?> ReadAsync(string client, CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(c => (string?)c.Scalar("SELECT policy FROM clients WHERE client = $client", ("$client", client)) is { } json ? ClientPolicyJson.Decode(json) : null));

    public async ValueTask<bool> WriteAsync(ClientPolicy policy, CancellationToken cancellationToken) =>
        await database.WriteAsync(c => c.Execute(
            """
            INSERT INTO clients (client, version, policy) SELECT $client, $version, $policy
            WHERE $version = 1 OR EXISTS (SELECT 1 FROM clients WHERE client = $client)
            ON CONFLICT (client) DO UPDATE SET version = excluded.version, policy = excluded.policy WHERE clients.version = excluded.version - 1
            """,
            ("$client", policy.Client), ("$version", policy.Version), ("$policy", ClientPolicyJson.Encode(policy)))) == 1;
}
