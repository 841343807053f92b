using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.SignIns;

/// <summary>A <see cref="PooledName"/> as it is stored.</summary>
/// <param name="Text">The name; null none.</param>
[GenerateSerializer, Immutable, Alias("soc.PooledName"), StructLayout(LayoutKind.Auto)]
public readonly record struct PooledNameSurrogate([property: Id(0)] string? Text);
