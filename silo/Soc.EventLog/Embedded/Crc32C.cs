using System.Numerics;
using System.Runtime.InteropServices;

namespace Soc.EventLog.Embedded;

/// <summary>CRC-32C (Castagnoli, RFC 3720 appendix B.4) by the processor's own instruction, continued over several pieces.</summary>
internal static class Crc32C
{
    public static uint Append(uint state, ReadOnlySpan<byte> data)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(data);
        foreach (var word in words)
        {
            state = BitOperations.Crc32C(state, word);
        }

        foreach (var b in data[(words.Length * sizeof(ulong))..])
        {
            state = BitOperations.Crc32C(state, b);
        }

        return state;
    }

    public static uint Append(uint state, ulong word) => BitOperations.Crc32C(state, word);
}
