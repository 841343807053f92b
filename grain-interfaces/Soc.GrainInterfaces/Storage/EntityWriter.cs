using System.Runtime.InteropServices;

namespace Soc.GrainInterfaces.Storage;

/// <summary>
/// Who writes an entity. Two activations of one entity can exist for a moment, after a silo was taken for dead: the store takes a
/// write of the one that wrote last, or of one that began from exactly what is stored, and refuses the other.
/// </summary>
/// <param name="Number">Number of the activation, never 0.</param>
/// <param name="Began">What the activation read at its start.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EntityWriter(long Number, EntityStamp Began);
