using System.Globalization;
using Npgsql;

namespace Soc.Storage.PostgreSql;

/// <summary>Where the server is, for messages: without the password.</summary>
internal sealed record PostgresTarget(string Host, int Port, string Database, string User)
{
    public static PostgresTarget Of(NpgsqlConnectionStringBuilder settings) =>
        new(settings.Host ?? "localhost", settings.Port, settings.Database ?? settings.Username ?? "", settings.Username ?? "");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"PostgreSQL at {Host}:{Port} (database {Database}, user {User})");
}
