using System.Runtime.InteropServices;
using Azure;
using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.Azure;

/// <summary>What of an entity is stored, as this process saw it last. The tag shows whether it is so still.</summary>
/// <param name="Blob">Where the state is when it does not fit the row.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AzureKnownEntity(EntityStamp Stamp, ETag Tag, string? Blob)
{
    /// <summary>Nothing is stored.</summary>
    public static readonly AzureKnownEntity Nothing;

    public bool IsStored => Stamp.Writer != 0;

    /// <summary>A stored one is taken by who wrote it last, or by who began from exactly it.</summary>
    public bool Takes(EntityWriter writer) => !IsStored || Stamp.Writer == writer.Number || Stamp == writer.Began;
}
