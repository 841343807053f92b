using System.Globalization;
using Npgsql;

namespace Soc.Storage.PostgreSql;

/// <summary>What the running services may do: read and write rows. They make, change and own nothing.</summary>
internal static class PostgresGrants
{
    /// <summary>Written by migrations alone.</summary>
    private const string ReadOnlyTables = $"{PostgresMigrator.Schema}.schema_version, {PostgresMigrator.Schema}.orleansquery";

    private const string IsThere = "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = $1";
    private const string Owns = $"SELECT 1 FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_roles r ON r.oid = n.nspowner WHERE n.nspname = '{PostgresMigrator.Schema}' AND r.rolname = $1";

    /// <exception cref="StoreUnavailableException">There is no such role.</exception>
    public static void Grant(NpgsqlConnection connection, PostgresTarget target, string role, TextWriter output)
    {
        var isSuperuser = Ask(connection, IsThere, role) switch
        {
            bool known => known,
            _ => throw new StoreUnavailableException($"{target} has no role \"{role}\": make it with 'CREATE ROLE {Quoted(role)} LOGIN PASSWORD …', then run this again."),
        };
        using var transaction = connection.BeginTransaction(System.Data.IsolationLevel.ReadCommitted);

        // Two at once would change the same rows of the catalogue.
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({PostgresLocks.Schema})"));
        var to = Quoted(role);
        Execute(connection, $"GRANT USAGE ON SCHEMA {PostgresMigrator.Schema} TO {to}");
        Execute(connection, $"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {PostgresMigrator.Schema} TO {to}");
        Execute(connection, $"REVOKE INSERT, UPDATE, DELETE ON {ReadOnlyTables} FROM {to}");
        Execute(connection, $"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {PostgresMigrator.Schema} TO {to}");
        Execute(connection, $"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {PostgresMigrator.Schema} TO {to}");
        transaction.Commit();
        output.WriteLine($"The role \"{role}\" may read and write rows of the schema {PostgresMigrator.Schema}, and change nothing else. Run this again with it after every upgrade.");
        if (isSuperuser || Ask(connection, Owns, role) is not null)
        {
            output.WriteLine($"Mind: the role \"{role}\" is a superuser or owns the schema, and may do far more than that whatever is granted: let the services log in as another one.");
        }
    }

    private static string Quoted(string role) => $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static object? Ask(NpgsqlConnection connection, string sql, string role)
    {
        using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = PostgresText.Storable(role) } } };
        return command.ExecuteScalar();
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
