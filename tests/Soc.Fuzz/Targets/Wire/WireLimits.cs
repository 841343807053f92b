using System.Globalization;

namespace Soc.Fuzz.Targets.Wire;

/// <summary>What reading a stranger's bytes may cost.</summary>
internal static class WireLimits
{
    /// <summary>What a parser makes whatever comes: its tables, and the tests' own lists.</summary>
    private const long BaseBytes = 128 * 1024;

    /// <summary>For a byte that came; a record and its texts have some hundreds of bytes, and the shortest message that makes one has a dozen.</summary>
    private const long BytesPerByte = 256;

    /// <summary>Reads; and once more when it cost too much, since what a program makes once in its life is there then.</summary>
    /// <param name="read">Reads all of the input from its beginning.</param>
    /// <exception cref="FuzzException">It cost too much again.</exception>
    public static T Within<T>(string name, int inputBytes, Func<T> read)
    {
        var result = Measured(read, out var allocatedBytes);
        var most = BaseBytes + (BytesPerByte * inputBytes);
        if (allocatedBytes > most)
        {
            result = Measured(read, out allocatedBytes);
            FuzzException.Unless(allocatedBytes <= most, string.Create(CultureInfo.InvariantCulture, $"{name} allocates in proportion to what comes: {allocatedBytes} bytes for {inputBytes}"));
        }

        return result;
    }

    private static T Measured<T>(Func<T> read, out long allocatedBytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = read();
        allocatedBytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return result;
    }
}
