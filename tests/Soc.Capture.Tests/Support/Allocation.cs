namespace Soc.Capture.Tests.Support;

/// <summary>What something allocates each time that it is done.</summary>
internal static class Allocation
{
    private const int Rounds = 3;

    /// <summary>
    /// Bytes of the cheapest of a few rounds: the runtime grows its own tables of statics and literals now and then, on whatever thread meets it while a
    /// method is compiled. What is allocated by the thing itself is allocated in every round.
    /// </summary>
    public static long OfEach(Action round)
    {
        var least = long.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
