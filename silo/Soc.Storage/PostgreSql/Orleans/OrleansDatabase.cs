using Npgsql;

namespace Soc.Storage.PostgreSql.Orleans;

/// <summary>
/// The connections that Orleans keeps its members and reminders by. They are its own: stores under load must not make a silo late
/// with its sign of life.
/// </summary>
internal sealed class OrleansDatabase : IAsyncDisposable
{
    private OrleansDatabase(NpgsqlDataSource source) => Source = source;

    public NpgsqlDataSource Source { get; }

    /// <summary>Connects, and brings the schema up to date.</summary>
    /// <exception cref="InvalidOperationException">The connection string makes no sense.</exception>
    /// <exception cref="StoreUnavailableException">The server cannot be used; the message says why.</exception>
    public static OrleansDatabase Open(PostgresOptions options)
    {
        var settings = PostgresSettings.Of(options.ConnectionString, PostgresOptions.ConnectionStringName);

        // The providers ask for their queries by a name without a schema.
        settings.SearchPath = PostgresMigrator.Schema;
        var target = PostgresTarget.Of(settings);
        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        try
        {
            using var connection = source.OpenConnection();
            PostgresMigrator.Run(connection, target, PostgresSchema.Migrations, options.Migrate);
            return new OrleansDatabase(source);
        }
        catch (Exception e)
        {
            source.Dispose();
            throw PostgresFailure.CannotOpen(e, target);
        }
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
