using System.Buffers;
using System.Runtime.InteropServices;

namespace Soc.Capture.Payload;

/// <summary>
/// The bytes of one side of a TCP connection, put in order. What came too early waits, bounded; what came twice is left out, the first version
/// of it counts. What waits lies in rented buffers, which grow by half at least: whoever sends byte for byte has no byte copied for each of them.
/// Fields of the reader, not objects of their own: there are two a connection.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct StreamSide()
{
    /// <summary>Most bytes that wait for those before them.</summary>
    public const int MaxEarlyBytes = 65_536;

    private const int MaxEarlySegments = 64;

    private List<EarlySegment>? _early;
    private uint _next;
    private bool _isBegun;
    private int _earlyBytes;

    // In order and not consumed: so many bytes from the start on.
    private byte[] _pending = [];
    private int _start;
    private int _count;

    /// <summary>What waits takes so much memory, bytes.</summary>
    public readonly int HeldBytes => _pending.Length + _earlyBytes;

    /// <summary>For another connection.</summary>
    public void Reset()
    {
        Release();
        _early?.Clear();
        (_next, _isBegun, _earlyBytes, IsFull) = (0, false, 0, false);
    }

    public void Begin(uint sequence)
    {
        if (!_isBegun)
        {
            (_next, _isBegun) = (sequence, true);
        }
    }

    /// <summary>Takes a segment.</summary>
    /// <returns>What of it is next in order; empty when it came too early or was known.</returns>
    public ReadOnlySpan<byte> Take(uint sequence, ReadOnlySpan<byte> data)
    {
        Begin(sequence);
        var ahead = (int)(sequence - _next);
        if (ahead <= 0)
        {
            var fresh = -(long)ahead < data.Length ? data[-ahead..] : [];
            _next += (uint)fresh.Length;
            return fresh;
        }

        if ((_early?.Count ?? 0) < MaxEarlySegments && _earlyBytes + data.Length <= MaxEarlyBytes && data.Length > 0)
        {
            (_early ??= []).Add(new EarlySegment(sequence, data.ToArray()));
            _earlyBytes += data.Length;
            return [];
        }

        IsFull = true;
        return [];
    }

    /// <summary>No more can wait: what is missing will not come.</summary>
    public bool IsFull { readonly get; private set; }

    /// <summary>What waited and is next in order now; empty when there is nothing.</summary>
    public ReadOnlySpan<byte> Early()
    {
        for (var i = 0; i < (_early?.Count ?? 0); i++)
        {
            var (sequence, data) = _early![i];
            var ahead = (int)(sequence - _next);
            if (ahead > 0)
            {
                continue;
            }

            _early.RemoveAt(i--);
            _earlyBytes -= data.Length;
            if (-(long)ahead < data.Length)
            {
                _next += (uint)(data.Length + ahead);
                return data.AsSpan(-ahead);
            }
        }

        return [];
    }

    /// <summary>Passes over bytes that were not captured, or over what is missing before what waits.</summary>
    /// <returns>How many.</returns>
    public long PassOver(int bytes)
    {
        IsFull = false;
        if (bytes == 0 && _early is { Count: > 0 } early)
        {
            bytes = int.MaxValue;
            foreach (var segment in early)
            {
                bytes = Math.Min(bytes, (int)(segment.Sequence - _next));
            }
        }

        _next += (uint)Math.Max(0, bytes);
        Release();
        return Math.Max(0, bytes);
    }

    /// <summary>What waits to be consumed with this behind it, in one piece; valid until it is kept.</summary>
    public ReadOnlySpan<byte> With(ReadOnlySpan<byte> data)
    {
        if (_count == 0)
        {
            return data;
        }

        if (!data.IsEmpty)
        {
            MakeRoom(data.Length);
            data.CopyTo(_pending.AsSpan(_start + _count));
            _count += data.Length;
        }

        return _pending.AsSpan(_start, _count);
    }

    /// <summary>Keeps what was not consumed.</summary>
    /// <param name="rest">The end of what <see cref="With"/> gave.</param>
    public void Keep(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            Release();
        }
        else if (_count > 0)
        {
            (_start, _count) = (_start + _count - rest.Length, rest.Length);
        }
        else
        {
            MakeRoom(rest.Length);
            rest.CopyTo(_pending);
            _count = rest.Length;
        }
    }

    /// <summary>Nothing more comes, or nothing more is wanted.</summary>
    public void Release()
    {
        if (_pending.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_pending);
            _pending = [];
        }

        (_start, _count) = (0, 0);
    }

    private void MakeRoom(int bytes)
    {
        if (_start + _count + bytes <= _pending.Length)
        {
            return;
        }

        // Moved only when that makes much room, so that each byte is moved a few times at most.
        var needed = _count + bytes;
        if (needed <= _pending.Length && _start >= _count)
        {
            _pending.AsSpan(_start, _count).CopyTo(_pending);
            _start = 0;
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _count + (_count / 2)));
        _pending.AsSpan(_start, _count).CopyTo(larger);
        var count = _count;
        Release();
        (_pending, _count) = (larger, count);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct EarlySegment(uint Sequence, byte[] Data);
}
