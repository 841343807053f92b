namespace Soc.Simulator.Estate;

/// <summary>SplitMix64: the same seed gives the same estate on every machine and runtime.</summary>
public sealed class Rng(ulong seed)
{
    private ulong _state = seed;

    public ulong NextUInt64()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 ≤ value &lt; <paramref name="exclusiveMax"/>.</summary>
    public int Next(int exclusiveMax) => (int)(NextUInt64() % (ulong)exclusiveMax);

    public bool Chance(double probability) => NextUInt64() < probability * ulong.MaxValue;

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];
}
