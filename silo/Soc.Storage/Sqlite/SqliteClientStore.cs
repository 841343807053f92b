using System.Text.Json;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Policies;

namespace Soc.Storage.Sqlite;

/// <inheritdoc cref="IClientStore"/>
public sealed class SqliteClientStore(SqliteDatabase database) : IClientStore
{
    public ValueTask<IReadOnlyList<ClientPolicy>> ReadAllAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ClientPolicy>>(database.Read(c => c.Query("SELECT policy FROM clients ORDER BY client", r => Decode((string)r[0]))));

    public ValueTask<ClientPolicy?> ReadAsync(string client, CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(c => (string?)c.Scalar("SELECT policy FROM clients WHERE client = $client", ("$client", client)) is { } json ? Decode(json) : null));

    public async ValueTask<bool> WriteAsync(ClientPolicy policy, CancellationToken cancellationToken) =>
        await database.WriteAsync(c => c.Execute(
            """
            INSERT INTO clients (client, version, policy) SELECT $client, $version, $policy
            WHERE $version = 1 OR EXISTS (SELECT 1 FROM clients WHERE client = $client)
            ON CONFLICT (client) DO UPDATE SET version = excluded.version, policy = excluded.policy WHERE clients.version = excluded.version - 1
            """,
            ("$client", policy.Client), ("$version", policy.Version), ("$policy", JsonSerializer.Serialize(policy)))) == 1;

    private static ClientPolicy Decode(string json)
    {
        var policy = JsonSerializer.Deserialize<ClientPolicy>(json)!;

        // JSON does not carry the comparers: names of people and domains are the same in either case.
        return policy with
        {
            Criticality = AnyCase(policy.Criticality),
            Identity = policy.Identity with { Domains = AnyCase(policy.Identity.Domains), Aliases = AnyCase(policy.Identity.Aliases) },
        };
    }

    private static Dictionary<string, T> AnyCase<T>(IReadOnlyDictionary<string, T> read)
    {
        var copy = new Dictionary<string, T>(read.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in read)
        {
            copy[key] = value;
        }

        return copy;
    }
}
