using System.IO.Hashing;
using System.Runtime.InteropServices;
using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>Ids of the events of one run: none comes twice, in no run.</summary>
/// <param name="run">Of this run: random for a live link; of a file its content's, so that the same file gives the same ids.</param>
public sealed class EventIds(UInt128 run)
{
    private ulong _count;

    public EventId Next()
    {
        Span<UInt128> both = [run, ++_count];
        var hash = XxHash128.HashToUInt128(MemoryMarshal.AsBytes(both));
        return new EventId((ulong)(hash >> 64), (ulong)hash);
    }
}
