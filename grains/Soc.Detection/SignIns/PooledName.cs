using System.Runtime.InteropServices;

namespace Soc.Detection.SignIns;

/// <summary>
/// A name that many states hold, such as a town: a number in each, one text in the process for all of them, also after a state was read
/// back from a store. A state of numbers only is passed over by the garbage collector, and writing to it marks nothing.
/// </summary>
/// <param name="Index">Place in the pool; 0 none. Of this process only: what is stored is the text.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PooledName(int Index)
{
    /// <summary>Most names; several times the towns of a geo database. Further names are not kept, and what they name is told without a name.</summary>
    public const int MaxNames = 524_288;

    /// <summary>The name; null none.</summary>
    public string? Text => NamePool.TextOf(Index);

    public static PooledName Of(string? text) => text is null ? default : new PooledName(NamePool.IndexOf(text));
}
