namespace Soc.Benchmarks.Lines;

/// <summary>A number from a number, the same on each run (the finaliser of SplitMix64).</summary>
internal static class Mix64
{
    public static ulong Of(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    /// <summary>0 ≤ result &lt; <paramref name="count"/>.</summary>
    public static int Below(ulong value, int count) => (int)(Of(value) % (ulong)count);
}
