using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Soc.Silo.Ingest;

/// <summary>64-bit hash of a fact's text.</summary>
public static class FactHash
{
    public static ulong Of(string text) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()));

    /// <summary>Folds another number into a hash.</summary>
    public static ulong With(ulong hash, ulong value)
    {
        Span<ulong> both = [hash, value];
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(both));
    }
}
