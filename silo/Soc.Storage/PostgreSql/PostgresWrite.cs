namespace Soc.Storage.PostgreSql;

/// <summary>One caller's write within a group.</summary>
internal abstract class PostgresWrite
{
    /// <summary>Roughly what it sends.</summary>
    public virtual int Bytes => 0;

    /// <summary>Must not be durable when a write before it is not.</summary>
    public virtual bool NeedsAllBefore => false;

    /// <summary>The group is durable.</summary>
    public abstract void Complete();

    /// <summary>The group is not, or nobody knows.</summary>
    public abstract void Fail(Exception reason);
}
