namespace Soc.EventLog.Embedded;

/// <summary>What was found on disk at the start.</summary>
/// <param name="TornBytes">Bytes cut off the end: a write that was not acknowledged.</param>
internal sealed record RecoveredPartition(IReadOnlyList<Segment> Segments, long EndOffset, long LastLength, long ClosedBytes, long TornBytes)
{
    /// <summary>Finds the end of the last segment, and cuts off what comes after its last good record.</summary>
    public static RecoveredPartition Of(string directory)
    {
        var segments = Segment.In(directory).ToArray();
        if (segments.Length == 0)
        {
            return new RecoveredPartition([], 0, 0, 0, 0);
        }

        var last = segments[^1];
        var bytes = new FileInfo(last.Path).Length;
        using var file = File.OpenHandle(last.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        var (end, length) = LastGood(file, last.FirstOffset, bytes);
        if (length < bytes)
        {
            RandomAccess.SetLength(file, length);
            RandomAccess.FlushToDisk(file);
        }

        return new RecoveredPartition(segments, end, length, segments.SkipLast(1).Sum(s => new FileInfo(s.Path).Length), bytes - length);
    }

    // Damage in the middle is kept, since good records may follow it; only what follows the last good record is cut.
    private static (long End, long Length) LastGood(Microsoft.Win32.SafeHandles.SafeFileHandle file, long first, long bytes)
    {
        var scan = new SegmentScan(file, 0, bytes);
        var end = first;
        var length = 0L;
        while (scan.TryNext(out var offset, out _, out var recordEnd))
        {
            end = offset + 1;
            length = recordEnd;
        }

        return (end, length);
    }
}
