using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Soc.Detection.SignIns;

/// <summary>
/// A name that many states hold, such as a town: one text in the process for all of them, also after a state was read back from a store.
/// </summary>
/// <param name="Text">The name; null none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PooledName(string? Text)
{
    /// <summary>Most names pooled; more than the towns of a geo database that anybody signs in from. Further names are kept, but not shared.</summary>
    public const int MaxNames = 65_536;

    private static readonly ConcurrentDictionary<string, string> Names = new(StringComparer.Ordinal);

    public static PooledName Of(string? text) =>
        text is null ? default
        : Names.TryGetValue(text, out var known) ? new PooledName(known)
        : new PooledName(Names.Count < MaxNames ? Names.GetOrAdd(text, text) : text);

    public static bool IsPooled(string text) => Names.TryGetValue(text, out var known) && ReferenceEquals(known, text);
}
