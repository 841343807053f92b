namespace Soc.Storage.PostgreSql;

/// <summary>A write that brings its own statements.</summary>
internal abstract class PostgresStatements : PostgresWrite
{
    public abstract Task RunAsync(PostgresCommands commands);
}
