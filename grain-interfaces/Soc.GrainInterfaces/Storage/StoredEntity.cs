namespace Soc.GrainInterfaces.Storage;

/// <summary>A snapshot as it is stored.</summary>
public readonly record struct StoredEntity(byte[] State, EntityStamp Stamp);
