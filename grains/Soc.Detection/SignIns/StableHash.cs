using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Soc.Detection.SignIns;

/// <summary>Short hashes of texts for states: the same on every machine and after every restart, as string.GetHashCode is not.</summary>
internal static class StableHash
{
    /// <summary>32 bits of a text without regard to case; 0 for null or empty, and for nothing else.</summary>
    public static uint Of(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        Span<char> lower = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        text.ToLowerInvariant(lower);
        var hash = (uint)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(lower));
        return hash == 0 ? 1 : hash;
    }
}
