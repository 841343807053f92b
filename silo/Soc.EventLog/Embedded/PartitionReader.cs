using Microsoft.Win32.SafeHandles;

namespace Soc.EventLog.Embedded;

/// <summary>Reads one partition forward; remembers where it stopped, so that reading on costs no search. One caller at a time.</summary>
internal sealed class PartitionReader(PartitionWriter writer) : IDisposable
{
    private SafeFileHandle? _file;
    private Segment? _segment;
    private long _position;
    private long _nextOffset = -1;

    /// <summary>Hands durable records from an offset on to <paramref name="take"/> until it says stop or there are none.</summary>
    /// <returns>Offset to read on from, and how many records between were gone.</returns>
    public (long NextOffset, long Lost) Read(long fromOffset, Func<long, ReadOnlyMemory<byte>, bool> take)
    {
        var lost = 0L;
        var next = fromOffset;
        while (true)
        {
            var (segments, lastLength) = writer.Layout();
            if (segments.Count == 0 || next >= writer.EndOffset)
            {
                return (next, lost);
            }

            if (next < segments[0].FirstOffset)
            {
                lost += segments[0].FirstOffset - next;
                next = segments[0].FirstOffset;
            }

            var index = IndexOf(segments, next);
            if (!Open(segments[index], next))
            {
                // Retention took the segment between the look and the opening.
                continue;
            }

            var end = index == segments.Count - 1 ? lastLength : RandomAccess.GetLength(_file!);
            var (after, stopped, gone) = ReadSegment(next, end, take);
            lost += gone;
            next = after;
            if (stopped)
            {
                return (next, lost);
            }

            if (index < segments.Count - 1)
            {
                // The rest of this segment held no good record up to where the next begins.
                lost += segments[index + 1].FirstOffset - next;
                next = segments[index + 1].FirstOffset;
            }
            else if (next < writer.EndOffset && end == writer.Layout().LastLength)
            {
                lost += writer.EndOffset - next;
                next = writer.EndOffset;
            }
        }
    }

    public void Dispose() => _file?.Dispose();

    private (long Next, bool Stopped, long Lost) ReadSegment(long next, long end, Func<long, ReadOnlyMemory<byte>, bool> take)
    {
        var lost = 0L;
        var scan = new SegmentScan(_file!, _position, end);
        while (scan.TryNext(out var offset, out var payload, out var recordEnd))
        {
            _position = recordEnd;
            _nextOffset = offset + 1;
            if (offset < next)
            {
                continue;
            }

            lost += offset - next;
            next = offset + 1;
            if (!take(offset, payload))
            {
                return (next, true, lost);
            }
        }

        return (next, false, lost);
    }

    private bool Open(Segment segment, long offset)
    {
        if (_file is not null && _segment == segment && _nextOffset >= 0 && _nextOffset <= offset)
        {
            return true;
        }

        _file?.Dispose();
        _file = null;
        try
        {
            _file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        }
        catch (FileNotFoundException)
        {
            return false;
        }

        _segment = segment;
        _position = 0;
        _nextOffset = segment.FirstOffset;
        return true;
    }

    private static int IndexOf(IReadOnlyList<Segment> segments, long offset)
    {
        var index = segments.Count - 1;
        while (index > 0 && segments[index].FirstOffset > offset)
        {
            index--;
        }

        return index;
    }
}
