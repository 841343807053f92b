using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.Sqlite;

/// <summary>Which activation writes a client's incidents.</summary>
internal static class SqliteClientOwners
{
    public static int Claim(SqliteCommands c, string client, long owner) => c.Execute(
        "INSERT INTO client_owners (client, owner) VALUES ($client, $owner) ON CONFLICT (client) DO UPDATE SET owner = excluded.owner",
        ("$client", client), ("$owner", owner));

    /// <exception cref="ClientTakenOverException">It is another one.</exception>
    public static void Check(SqliteCommands c, string client, long owner)
    {
        if (((long?)c.Scalar("SELECT owner FROM client_owners WHERE client = $client", ("$client", client)) ?? 0) != owner)
        {
            throw ClientTakenOverException.Of(client);
        }
    }
}
