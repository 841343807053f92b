namespace Soc.EventLog.Embedded;

/// <summary>Reads the newest file of a partition to its last good record.</summary>
internal static class TailRecovery
{
    public static JournalRecovery Scan(JournalSettings settings, int partition, Segment segment)
    {
        using var cursor = new SegmentCursor(() => [segment], settings.Salt);
        cursor.Seek(segment.BaseOffset);
        var next = segment.BaseOffset;
        long goodBytes = 0, damaged = 0;
        while (cursor.TryNext(long.MaxValue, out var offset, out _))
        {
            damaged += offset - next;
            next = offset + 1;
            goodBytes = cursor.FilePosition;
        }

        return new JournalRecovery(partition, next, goodBytes, segment.DurableBytes - goodBytes, damaged);
    }
}
