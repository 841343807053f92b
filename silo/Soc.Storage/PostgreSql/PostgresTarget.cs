using System.Globalization;
using Npgsql;

namespace Soc.Storage.PostgreSql;

/// <summary>Where the server is, for messages: without the password.</summary>
/// <param name="Setting">Name of the setting that says so.</param>
internal sealed record PostgresTarget(string Host, int Port, string Database, string User, string Setting = PostgresOptions.ConnectionStringName)
{
    public static PostgresTarget Of(NpgsqlConnectionStringBuilder settings, string setting = PostgresOptions.ConnectionStringName) =>
        new(settings.Host ?? "localhost", settings.Port, settings.Database ?? settings.Username ?? "", settings.Username ?? "", setting);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"PostgreSQL at {Host}:{Port} (database {Database}, user {User})");
}
