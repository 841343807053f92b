using Npgsql;

namespace Soc.Storage.PostgreSql;

/// <summary>Reads a connection string.</summary>
internal static class PostgresSettings
{
    /// <param name="setting">Name of the setting that it came from, for the message.</param>
    /// <exception cref="InvalidOperationException">It makes no sense.</exception>
    public static NpgsqlConnectionStringBuilder Of(string connectionString, string setting)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            settings.ApplicationName ??= "soc";
            return settings;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new InvalidOperationException($"{setting} makes no sense ({e.Message}): write it as 'Host=…;Database=…;Username=…;Password=…'.", e);
        }
    }
}
