using Microsoft.Win32.SafeHandles;

namespace Soc.EventLog.Embedded;

/// <summary>
/// Reads the records of a partition in order with large reads, and finds the next good record after damage. One reader at
/// a time; it keeps its place, so that reading on costs no search.
/// </summary>
internal sealed class SegmentCursor(Func<Segment[]> segments, uint salt) : IDisposable
{
    private const int ReadBytes = 512 * 1024;
    private readonly Func<Segment[]> _segments = segments;
    private readonly uint _salt = salt;
    private byte[] _buffer = new byte[ReadBytes];
    private int _start;
    private int _end;
    private Segment? _segment;
    private SafeFileHandle? _handle;
    private long _bufferPosition;
    private long _seenDurableBytes;
    private long _minOffset;

    /// <summary>The offset that the next record has, or exceeds after a gap.</summary>
    public long NextOffset => _minOffset;

    /// <summary>Place in the present file after the last record read.</summary>
    public long FilePosition => _bufferPosition + _start;

    /// <summary>Goes to the first record at or above an offset.</summary>
    public void Seek(long offset)
    {
        var all = _segments();
        var segment = all[0];
        foreach (var candidate in all)
        {
            if (candidate.BaseOffset <= offset)
            {
                segment = candidate;
            }
        }

        _minOffset = 0;
        Enter(segment);
        while (_minOffset < offset && TryNext(offset, out _, out _))
        {
            // Passing over; TryNext stops below the offset.
        }

        _minOffset = Math.Max(_minOffset, offset);
    }

    /// <summary>The next durable record below a bound; false at the bound or at the end of what is durable.</summary>
    public bool TryNext(long belowOffset, out long offset, out ReadOnlySpan<byte> payload)
    {
        while (_segment is not null)
        {
            if (TryTake(belowOffset, out offset, out payload, out var more))
            {
                return true;
            }

            if (more || !TryEnterNext())
            {
                return false;
            }
        }

        offset = 0;
        payload = default;
        return false;
    }

    public void Dispose() => _handle?.Dispose();

    /// <param name="more">True when there is a record, but at or above the bound.</param>
    private bool TryTake(long belowOffset, out long offset, out ReadOnlySpan<byte> payload, out bool more)
    {
        more = false;
        while (Fill(RecordFormat.HeaderBytes))
        {
            if (RecordFormat.IsPlausible(_buffer.AsSpan(_start, RecordFormat.HeaderBytes), _minOffset, out var length, out offset)
                && Fill(RecordFormat.HeaderBytes + length)
                && RecordFormat.IsIntact(_buffer.AsSpan(_start, RecordFormat.HeaderBytes + length), _salt))
            {
                if (offset >= belowOffset)
                {
                    more = true;
                    payload = default;
                    return false;
                }

                payload = _buffer.AsSpan(_start + RecordFormat.HeaderBytes, length);
                _start += RecordFormat.HeaderBytes + length;
                _minOffset = offset + 1;
                return true;
            }

            // Damage: the next good record may start at any byte.
            _start++;
        }

        // What is left cannot be a record, or cannot be read: what is appended from here on can.
        SkipTo(_seenDurableBytes);
        offset = 0;
        payload = default;
        return false;
    }

    private bool TryEnterNext()
    {
        foreach (var candidate in _segments())
        {
            if (candidate.BaseOffset > _segment!.BaseOffset)
            {
                // The length of a file is final once there is a later one; look once more before leaving.
                if (FilePosition < _segment.DurableBytes)
                {
                    return true;
                }

                Enter(candidate);
                return true;
            }
        }

        return false;
    }

    private void Enter(Segment segment)
    {
        _handle?.Dispose();
        _handle = null;
        _segment = segment;
        SkipTo(0);
        _minOffset = Math.Max(_minOffset, segment.BaseOffset);
        try
        {
            _handle = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (IOException)
        {
            // Retention took it between the look at the list and now, or the disk does not give it: it counts as a gap.
        }
    }

    /// <summary>Makes sure that so many bytes are in the buffer; false when the file has not so many durable bytes.</summary>
    private bool Fill(int bytes)
    {
        if (_end - _start >= bytes)
        {
            return true;
        }

        var durable = _segment!.DurableBytes;
        _seenDurableBytes = durable;
        if (_handle is null || durable - FilePosition < bytes)
        {
            return false;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _bufferPosition += _start;
        _end -= _start;
        _start = 0;
        if (_buffer.Length < bytes)
        {
            Array.Resize(ref _buffer, bytes);
        }

        while (_end < bytes)
        {
            var want = (int)Math.Min(_buffer.Length - _end, durable - _bufferPosition - _end);
            var got = want <= 0 ? 0 : ReadOrNothing(want);
            if (got == 0)
            {
                return false;
            }

            _end += got;
        }

        return true;
    }

    private void SkipTo(long filePosition)
    {
        _bufferPosition = filePosition;
        _start = 0;
        _end = 0;
    }

    private int ReadOrNothing(int want)
    {
        try
        {
            return RandomAccess.Read(_handle!, _buffer.AsSpan(_end, want), _bufferPosition + _end);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
