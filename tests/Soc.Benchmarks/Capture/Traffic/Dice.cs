using Soc.Benchmarks.Lines;

namespace Soc.Benchmarks.Capture.Traffic;

/// <summary>Chance by a seed: the same on each run.</summary>
internal sealed class Dice(ulong seed)
{
    private const int PoolBytes = 1 << 20;
    private static readonly byte[] Pool = FilledPool();

    private ulong _state = Mix64.Of(seed);

    public ulong Next() => Mix64.Of(_state++);

    /// <summary>0 ≤ result &lt; <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Next() % (ulong)count);

    /// <summary>From <paramref name="least"/> on; most are near it, few are far.</summary>
    public int Skewed(int least, int mean, int most)
    {
        var unit = ((Next() >> 11) + 1) / (double)(1UL << 53);
        return (int)Math.Min(most, least - ((mean - least) * Math.Log(unit)));
    }

    /// <summary>Bytes that look encrypted.</summary>
    public ReadOnlySpan<byte> Noise(int bytes) => Pool.AsSpan(Below(PoolBytes - bytes), bytes);

    private static byte[] FilledPool()
    {
        var pool = new byte[PoolBytes];
        for (var i = 0; i < PoolBytes; i += sizeof(ulong))
        {
            BitConverter.TryWriteBytes(pool.AsSpan(i), Mix64.Of((ulong)i));
        }

        return pool;
    }
}
