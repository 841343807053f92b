using Soc.EventLog.Codec;
using Soc.Model.Events;
using Soc.Model.Ingest;

namespace Soc.EventLog.Embedded;

/// <summary>Reads entries of one partition, and keeps its place and its shared strings between reads. One caller at a time.</summary>
internal sealed class EntryReader(JournalPartition partition, uint salt) : IDisposable
{
    private readonly JournalPartition _partition = partition;
    private readonly SegmentCursor _cursor = new(() => partition.Store.Segments, salt);
    private readonly StringTable _strings = new();
    private Entry? _ahead;
    private long _expected = -1;

    /// <summary>The entries from an offset on, up to the first gap; null when there is no readable one.</summary>
    public LogBatch? Read(long fromOffset, long durableEnd, int maxEntries)
    {
        if (fromOffset != _expected)
        {
            _ahead = null;
            _cursor.Seek(fromOffset);
        }

        var room = (int)Math.Min(maxEntries, Math.Max(1, durableEnd - fromOffset));
        var offsets = new long[room];
        var events = new SecurityEvent?[room];
        var receipts = new IngestReceipt?[room];
        var count = 0;
        while (count < room && TryNext(durableEnd, out var entry))
        {
            if (count > 0 && entry.Offset != offsets[count - 1] + 1)
            {
                // After a gap a batch of its own, which says how much is lost.
                _ahead = entry;
                break;
            }

            offsets[count] = entry.Offset;
            events[count] = entry.Event;
            receipts[count] = entry.Receipt;
            count++;
        }

        if (count == 0)
        {
            _expected = fromOffset;
            return null;
        }

        if (count < room)
        {
            Array.Resize(ref offsets, count);
            Array.Resize(ref events, count);
            Array.Resize(ref receipts, count);
        }

        _expected = offsets[count - 1] + 1;
        return new LogBatch(_partition.Store.Partition, offsets, events, receipts, _expected, Math.Max(0, offsets[0] - fromOffset));
    }

    public void Dispose() => _cursor.Dispose();

    private bool TryNext(long durableEnd, out Entry entry)
    {
        if (_ahead is { } ahead)
        {
            _ahead = null;
            entry = ahead;
            return true;
        }

        while (_cursor.TryNext(durableEnd, out var offset, out var payload))
        {
            // A payload that cannot be read though its CRC holds is of a newer version: it counts as a gap.
            if (EventCodec.TryRead(payload, _strings, withRaw: false, out var e, out var receipt))
            {
                entry = new Entry(offset, e, receipt);
                return true;
            }
        }

        entry = default;
        return false;
    }

    private readonly record struct Entry(long Offset, SecurityEvent? Event, IngestReceipt? Receipt);
}
