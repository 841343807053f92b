using System.Globalization;
using Npgsql;

namespace Soc.Storage.PostgreSql;

/// <summary>Brings the schema up to date. Several processes may start at once: one does it, the others wait.</summary>
internal static class PostgresMigrator
{
    public const string Schema = "soc";

    private const string IsThere =
        $"SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '{Schema}' AND c.relname = 'schema_version'";

    /// <summary>A large table may take its time to get an index.</summary>
    private const int TimeoutSeconds = 3600;

    /// <returns>The version that was there before; 0 when there was none.</returns>
    /// <exception cref="StoreUnavailableException">The schema is newer than the code, or not current and not to be changed.</exception>
    public static int Run(NpgsqlConnection connection, PostgresTarget target, IReadOnlyList<string> migrations, bool migrate)
    {
        if (Scalar(connection, "SHOW server_encoding") is not "UTF8")
        {
            throw new StoreUnavailableException($"{target} is no UTF8 database, and names of people would be lost: make one with 'createdb --encoding=UTF8 --template=template0'.");
        }

        var version = Version(connection, target, migrations.Count);
        if (version == migrations.Count)
        {
            return version;
        }

        if (!migrate)
        {
            var there = version == 0 ? $"has no schema {Schema}" : string.Create(CultureInfo.InvariantCulture, $"has version {version} of the schema {Schema}");
            throw new StoreUnavailableException(string.Create(
                CultureInfo.InvariantCulture,
                $"{target} {there}, version {migrations.Count} is needed, and {PostgresOptions.Section}:Migrate is off: run './soc migrate' once, with Soc__Postgres__AdminConnectionString naming a user that may make it."));
        }

        using var transaction = connection.BeginTransaction(System.Data.IsolationLevel.ReadCommitted);
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({PostgresLocks.Schema})"));

        // Another process may have done it while this one waited.
        version = Version(connection, target, migrations.Count);
        var before = version;
        if (version == 0)
        {
            Execute(connection, $"CREATE SCHEMA IF NOT EXISTS {Schema}; CREATE TABLE IF NOT EXISTS {Schema}.schema_version (version integer NOT NULL); INSERT INTO {Schema}.schema_version VALUES (0);");
        }

        for (; version < migrations.Count; version++)
        {
            Execute(connection, migrations[version]);
        }

        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"UPDATE {Schema}.schema_version SET version = {version}"));
        transaction.Commit();
        return before;
    }

    private static int Version(NpgsqlConnection connection, PostgresTarget target, int known)
    {
        // Not by to_regclass: within a transaction the server may remember that the schema was not there, when another has just made it.
        if (Scalar(connection, IsThere) is null)
        {
            return 0;
        }

        var version = Scalar(connection, $"SELECT version FROM {Schema}.schema_version") as int? ?? 0;
        return version <= known
            ? version
            : throw new StoreUnavailableException(string.Create(
                CultureInfo.InvariantCulture,
                $"{target} has schema version {version}, this program knows up to {known}: run the newer version, or use another database."));
    }

    private static object? Scalar(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = TimeoutSeconds };
        command.ExecuteNonQuery();
    }
}
