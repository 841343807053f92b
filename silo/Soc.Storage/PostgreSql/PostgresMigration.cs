using System.Globalization;
using Npgsql;

namespace Soc.Storage.PostgreSql;

/// <summary>
/// The command "migrate [--role NAME]": brings the schema up to date as its owner, so that the services need no such right, and
/// grants them what they need. Doing it again changes nothing. Nothing outside the schema is made.
/// </summary>
public static class PostgresMigration
{
    public const string Verb = "migrate";

    private const int Done = 0;
    private const int Failed = 1;
    private const int Misused = 2;
    private const string Usage = "Usage: migrate [--role NAME]   (NAME: the existing role that the services log in as)";

    /// <summary>Does it, and says what it did.</summary>
    /// <param name="options">Whose AdminConnectionString is used, or else ConnectionString.</param>
    /// <param name="arguments">Those after the verb.</param>
    /// <param name="output">What was done.</param>
    /// <param name="error">Why not, and what to do.</param>
    /// <returns>The exit status of the process: 0 when the schema is as it should be.</returns>
    public static int Run(PostgresOptions options, IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        string? role;
        switch (arguments)
        {
            case []:
                role = null;
                break;
            case ["--role", { Length: > 0 } name]:
                role = name;
                break;
            default:
                error.WriteLine(Usage);
                return Misused;
        }

        try
        {
            Migrate(options, role, output);
            return Done;
        }
        catch (Exception e) when (e is StoreUnavailableException or InvalidOperationException)
        {
            error.WriteLine(e.Message);
            return Failed;
        }
    }

    private static void Migrate(PostgresOptions options, string? role, TextWriter output)
    {
        var setting = options.AdminConnectionString.Length > 0 ? PostgresOptions.AdminConnectionStringName : PostgresOptions.ConnectionStringName;
        var connectionString = options.AdminConnectionString.Length > 0 ? options.AdminConnectionString : options.ConnectionString;
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw new InvalidOperationException(
                $"Neither {PostgresOptions.AdminConnectionStringName} nor {PostgresOptions.ConnectionStringName} is set: name the owner of the schema in Soc__Postgres__AdminConnectionString, as 'Host=…;Database=…;Username=…;Password=…'.");
        }

        var settings = PostgresSettings.Of(connectionString, setting);
        settings.Pooling = false;
        var target = PostgresTarget.Of(settings, setting);
        try
        {
            using var source = NpgsqlDataSource.Create(settings.ConnectionString);
            using var connection = source.OpenConnection();
            var before = PostgresMigrator.Run(connection, target, PostgresSchema.Migrations, migrate: true);
            output.WriteLine(Words(target, before, PostgresSchema.Migrations.Length));
            if (role is not null)
            {
                PostgresGrants.Grant(connection, target, role, output);
            }
        }
        catch (PostgresException e) when (string.Equals(e.SqlState, PostgresErrorCodes.InsufficientPrivilege, StringComparison.Ordinal))
        {
            throw new StoreUnavailableException(
                $"{target} does not let this user make or change the schema {PostgresMigrator.Schema} ({e.MessageText}): name its owner in {PostgresOptions.AdminConnectionStringName}; where there is no schema yet, let that user make one: GRANT CREATE ON DATABASE \"{target.Database}\" TO \"{target.User}\".",
                e);
        }
        catch (Exception e) when (e is not InvalidOperationException)
        {
            throw PostgresFailure.CannotOpen(e, target);
        }
    }

    private static string Words(PostgresTarget target, int before, int now) => before switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"{target}: made the schema {PostgresMigrator.Schema}, version {now}."),
        _ when before == now => string.Create(CultureInfo.InvariantCulture, $"{target}: the schema {PostgresMigrator.Schema} has version {now} already; nothing to do."),
        _ => string.Create(CultureInfo.InvariantCulture, $"{target}: brought the schema {PostgresMigrator.Schema} from version {before} to {now}."),
    };
}
