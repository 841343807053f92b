using System.Globalization;

namespace Soc.Fuzz.Targets.Wire;

/// <summary>What reading a stranger's bytes may cost.</summary>
internal static class WireLimits
{
    /// <summary>What a parser makes once, whatever comes: tables, tests' own lists.</summary>
    private const long BaseBytes = 128 * 1024;

    /// <summary>For a byte that came; a record and its texts have some hundreds of bytes, and the shortest message that makes one has a dozen.</summary>
    private const long BytesPerByte = 256;

    /// <param name="beforeBytes">What the thread had allocated before.</param>
    public static void Check(string name, long beforeBytes, int inputBytes)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread() - beforeBytes;
        FuzzException.Unless(
            allocated <= BaseBytes + (BytesPerByte * inputBytes),
            string.Create(CultureInfo.InvariantCulture, $"{name} allocates in proportion to what comes: {allocated} bytes for {inputBytes}"));
    }
}
