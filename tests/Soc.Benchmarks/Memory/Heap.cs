namespace Soc.Benchmarks.Memory;

/// <summary>The managed heap of this process.</summary>
internal static class Heap
{
    private const int Passes = 3;

    /// <summary>Bytes that live after full, compacting collections.</summary>
    public static long SettledBytes()
    {
        for (var pass = 0; pass < Passes; pass++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
