namespace Soc.Storage.Sqlite;

/// <summary>One caller's write within a group.</summary>
internal abstract class SqliteWrite
{
    /// <summary>Runs the statements. A refusal is kept for the caller; a failure of the database comes out.</summary>
    public abstract void Run(SqliteCommands commands);

    /// <summary>The group is durable.</summary>
    public abstract void Complete();

    /// <summary>The group is not.</summary>
    public abstract void Fail(Exception reason);
}
