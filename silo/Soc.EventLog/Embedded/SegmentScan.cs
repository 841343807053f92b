using Microsoft.Win32.SafeHandles;

namespace Soc.EventLog.Embedded;

/// <summary>Reads the records of a segment forward in large reads; skips damage to the next good record.</summary>
internal sealed class SegmentScan(SafeFileHandle file, long position, long end)
{
    private const int InitialBytes = 256 * 1024;

    private byte[] _buffer = new byte[InitialBytes];
    private long _bufferStart = position;
    private int _filled;
    private int _used;

    /// <summary>Position after the last record given out.</summary>
    public long Position => _bufferStart + _used;

    /// <summary>Bytes that were no record.</summary>
    public long DamagedBytes { get; private set; }

    /// <param name="payload">Valid until the next call.</param>
    /// <param name="recordEnd">Position in the file after the record.</param>
    public bool TryNext(out long offset, out ReadOnlyMemory<byte> payload, out long recordEnd)
    {
        while (true)
        {
            var length = RecordFormat.TryRead(_buffer.AsSpan(_used, _filled - _used), out offset, out var bytes);
            if (length > 0)
            {
                payload = _buffer.AsMemory(_used + RecordFormat.HeaderBytes, bytes.Length);
                _used += length;
                recordEnd = Position;
                return true;
            }

            if (length == 0 && Fill())
            {
                continue;
            }

            if (Position >= end)
            {
                payload = default;
                recordEnd = Position;
                return false;
            }

            // Either this is no record, or the file ends within it: look for the next one a byte further.
            _used++;
            DamagedBytes++;
        }
    }

    private bool Fill()
    {
        if (_used > 0)
        {
            _buffer.AsSpan(_used, _filled - _used).CopyTo(_buffer);
            _bufferStart += _used;
            _filled -= _used;
            _used = 0;
        }

        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var want = (int)Math.Min(_buffer.Length - _filled, end - _bufferStart - _filled);
        if (want <= 0)
        {
            return false;
        }

        var read = RandomAccess.Read(file, _buffer.AsSpan(_filled, want), _bufferStart + _filled);
        _filled += read;
        return read > 0;
    }
}
