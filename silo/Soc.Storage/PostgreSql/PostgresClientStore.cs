using Soc.GrainInterfaces.Storage;
using Soc.Model.Policies;
using Soc.Storage.Documents;

namespace Soc.Storage.PostgreSql;

/// <inheritdoc cref="IClientStore"/>
public sealed class PostgresClientStore(PostgresDatabase database) : IClientStore
{
    public async ValueTask<IReadOnlyList<ClientPolicy>> ReadAllAsync(CancellationToken cancellationToken) =>
        await database.QueryAsync("SELECT policy FROM soc.clients ORDER BY client", r => ClientPolicyJson.Decode(r.GetString(0)), [], cancellationToken);

    public async ValueTask<ClientPolicy?> ReadAsync(string client, CancellationToken cancellationToken) =>
        (await database.QueryAsync("SELECT policy FROM soc.clients WHERE client = $1", r => ClientPolicyJson.Decode(r.GetString(0)), [client], cancellationToken)).FirstOrDefault();

    public async ValueTask<bool> WriteAsync(ClientPolicy policy, CancellationToken cancellationToken) =>
        await database.Writer.WriteAsync(async c =>
        {
            var written = await c.ExecuteAsync(
                """
                INSERT INTO soc.clients (client, version, policy) SELECT $1, $2, $3
                WHERE $2 = 1 OR EXISTS (SELECT 1 FROM soc.clients WHERE client = $1)
                ON CONFLICT (client) DO UPDATE SET version = excluded.version, policy = excluded.policy WHERE clients.version = excluded.version - 1
                """,
                [policy.Client, (long)policy.Version, ClientPolicyJson.Encode(policy)]);
            if (written == 1)
            {
                await PostgresSettingChanges.NoteAsync(c, SettingKind.Policy, policy.Client);
            }

            return written;
        }) == 1;
}
