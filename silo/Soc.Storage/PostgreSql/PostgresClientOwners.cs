namespace Soc.Storage.PostgreSql;

/// <summary>Which activation writes a client's incidents.</summary>
internal static class PostgresClientOwners
{
    public static Task<int> ClaimAsync(PostgresCommands c, string client, long owner) => c.ExecuteAsync(
        "INSERT INTO soc.client_owners (client, owner) VALUES ($1, $2) ON CONFLICT (client) DO UPDATE SET owner = excluded.owner",
        [client, owner]);

    /// <summary>True when it is this one. It stays so until the transaction ends: a claim waits for that.</summary>
    public static async Task<bool> IsAsync(PostgresCommands c, string client, long owner)
    {
        var stored = await c.QueryAsync("SELECT owner FROM soc.client_owners WHERE client = $1 FOR SHARE", r => r.GetInt64(0), [client]);
        return stored.FirstOrDefault() == owner;
    }
}
