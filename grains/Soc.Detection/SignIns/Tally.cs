using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Soc.Detection.SignIns;

/// <summary>Counts how often each key comes, without allocating: open addressing on the caller's stack.</summary>
/// <param name="keys">A power of two of zeroed slots, at least twice the distinct keys.</param>
/// <param name="counts">As many zeroed counters.</param>
internal ref struct Tally(Span<ulong> keys, Span<int> counts)
{
    private readonly Span<ulong> _keys = keys;
    private readonly Span<int> _counts = counts;

    /// <summary>Different keys so far.</summary>
    public int Distinct { get; private set; }

    /// <summary>Highest count of any key.</summary>
    public int Highest { get; private set; }

    /// <summary>Counters; those of unused slots are 0.</summary>
    public readonly ReadOnlySpan<int> Counts => _counts;

    /// <summary>Hash of a name, the same in every process.</summary>
    public static ulong KeyOf(string? name) =>
        string.IsNullOrEmpty(name) ? 1 : XxHash3.HashToUInt64(MemoryMarshal.AsBytes(name.AsSpan())) | 1;

    /// <summary>Counts a key; its count now.</summary>
    public int Add(ulong key)
    {
        var slot = Find(key);
        if (_keys[slot] == 0)
        {
            _keys[slot] = key == 0 ? 1 : key;
            Distinct++;
        }

        Highest = Math.Max(Highest, ++_counts[slot]);
        return _counts[slot];
    }

    public readonly int CountOf(ulong key) => _counts[Find(key)];

    private readonly int Find(ulong key)
    {
        key = key == 0 ? 1 : key;
        var mask = _keys.Length - 1;
        var slot = (int)(key >> 7) & mask;
        while (_keys[slot] != 0 && _keys[slot] != key)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }
}
