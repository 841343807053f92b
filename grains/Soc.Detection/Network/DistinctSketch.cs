using System.Numerics;
using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Network;

/// <summary>
/// How many different values came, in 128 bytes: linear counting (Whang 1990) over 1,024 bits, within about 5 % up to a thousand and
/// 10 % up to four thousand. Made when the first value comes.
/// </summary>
[GenerateSerializer, Alias("soc.DistinctSketch"), StructLayout(LayoutKind.Auto)]
public struct DistinctSketch
{
    /// <summary>Estimates go no further.</summary>
    public const int Most = 5_000;

    private const int Bits = 1_024;

    [Id(0)] private ulong[]? _words;

    [Id(1)] private short _set;

    /// <summary>Different values, estimated.</summary>
    public readonly int Count => _set >= Bits ? Most : (int)Math.Min(Most, Math.Round(-Bits * Math.Log((Bits - _set) / (double)Bits)));

    /// <summary>How many values a new bit stands for: the fuller it is, the more new ones fall on bits that are set.</summary>
    public readonly double ValuesANewBit => Bits / (double)Math.Max(1, Bits - _set);

    /// <summary>Takes a value by its hash; true when it is surely new.</summary>
    public bool Add(uint hash)
    {
        _words ??= new ulong[Bits / 64];
        var bit = BitOperations.RotateLeft(hash * 0x9E3779B1u, 10) & (Bits - 1);
        var mask = 1UL << (int)(bit & 63);
        if ((_words[bit >> 6] & mask) != 0)
        {
            return false;
        }

        _words[bit >> 6] |= mask;
        _set++;
        return true;
    }
}
