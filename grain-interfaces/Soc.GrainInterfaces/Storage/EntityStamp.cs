using System.Runtime.InteropServices;

namespace Soc.GrainInterfaces.Storage;

/// <summary>Which write of an entity is stored. The default value: none.</summary>
/// <param name="Writer">Number of the activation that wrote it; never 0 for a stored one.</param>
/// <param name="Version">How often the entity was written, by whomever.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EntityStamp(long Writer, long Version);
