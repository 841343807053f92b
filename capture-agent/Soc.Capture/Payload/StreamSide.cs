namespace Soc.Capture.Payload;

/// <summary>
/// The bytes of one side of a TCP connection, put in order. What came too early waits, bounded; what came twice is left out, the first version
/// of it counts.
/// </summary>
internal sealed class StreamSide
{
    /// <summary>Most bytes that wait for those before them.</summary>
    public const int MaxEarlyBytes = 65_536;

    private const int MaxEarlySegments = 64;

    private readonly List<(uint Sequence, byte[] Data)> _early = [];
    private uint _next;
    private bool _isBegun;
    private int _earlyBytes;

    /// <summary>In order, and not consumed.</summary>
    public byte[] Pending { get; private set; } = [];

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

        if (_early.Count < MaxEarlySegments && _earlyBytes + data.Length <= MaxEarlyBytes && data.Length > 0)
        {
            _early.Add((sequence, data.ToArray()));
            _earlyBytes += data.Length;
            return [];
        }

        IsFull = true;
        return [];
    }

    /// <summary>No more can wait: what is missing will not come.</summary>
    public bool IsFull { get; private set; }

    /// <summary>What waited and is next in order now; null when there is nothing.</summary>
    public byte[]? Early()
    {
        for (var i = 0; i < _early.Count; i++)
        {
            var (sequence, data) = _early[i];
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
                return data[-ahead..];
            }
        }

        return null;
    }

    /// <summary>Passes over bytes that were not captured, or over what is missing before what waits.</summary>
    /// <returns>How many.</returns>
    public long PassOver(int bytes)
    {
        IsFull = false;
        if (bytes == 0 && _early.Count > 0)
        {
            bytes = _early.Min(e => (int)(e.Sequence - _next));
        }

        _next += (uint)Math.Max(0, bytes);
        Pending = [];
        return Math.Max(0, bytes);
    }

    /// <summary>What waits to be consumed with this behind it, in one piece.</summary>
    public ReadOnlySpan<byte> With(ReadOnlySpan<byte> data) => Pending.Length == 0 ? data : Pending = [.. Pending, .. data];

    /// <summary>Keeps what was not consumed.</summary>
    public void Keep(ReadOnlySpan<byte> rest) => Pending = rest.IsEmpty ? [] : rest.ToArray();
}
