namespace Soc.GrainInterfaces.Storage;

/// <summary>Another activation has written the entity since this one began: this one knows too little, and must end without storing.</summary>
public sealed class EntityConflictException : InvalidOperationException
{
    public EntityConflictException()
    {
    }

    public EntityConflictException(string message)
        : base(message)
    {
    }

    public EntityConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The refusal of a write.</summary>
    public static EntityConflictException Of(string key) =>
        new($"The stored state of {key} was written by another activation since this one began: this one ends, and what it had not stored is replayed.");
}
