namespace Soc.Capture.Decode.Fragments;

/// <summary>A datagram of which fragments came. Its pieces are in order, and none overlaps another.</summary>
internal sealed class FragmentedDatagram(FragmentKey key, bool isV4, long atNs)
{
    /// <summary>A datagram of 64 KB in fragments of 64 bytes.</summary>
    public const int MaxPieces = 1_024;

    /// <summary>What a piece costs beside its bytes: the array's head, and its place in the list.</summary>
    public const int PieceCostBytes = 48;

    /// <summary>What a datagram costs beside its pieces.</summary>
    public const int CostBytes = 256;

    /// <summary>Longest content, by the 16 bits of a length: of IPv4 the header counts too.</summary>
    private const int MaxBytesV6 = ushort.MaxValue;
    private const int MaxBytesV4 = ushort.MaxValue - 20;

    private const int Unit = 8;
    private const int TcpHeaderBytes = 20;

    private readonly List<FragmentPiece> _pieces = [];
    private int _keptBytes;
    private int _end = -1;

    public FragmentKey Key => key;

    public bool IsV4 => isV4;

    /// <summary>When its first fragment came.</summary>
    public long AtNs => atNs;

    /// <summary>Nothing more is wanted of it.</summary>
    public bool IsDropped { get; private set; }

    public int UsedBytes => CostBytes + _keptBytes + (_pieces.Count * PieceCostBytes);

    public bool IsWhole => _end >= 0 && _keptBytes == _end;

    /// <summary>Length of the content when it is whole, bytes.</summary>
    public int TotalBytes => _end;

    /// <summary>Of the first fragment: bytes of IP before the content.</summary>
    public int HeaderBytes { get; private set; }

    /// <summary>Of the first fragment, as is the protocol: RFC 8200 section 4.5.</summary>
    public byte TimeToLive { get; private set; }

    public IpProtocol Protocol { get; private set; }

    /// <summary>Takes a fragment.</summary>
    /// <returns>What is remarkable of it; null when nothing is.</returns>
    public FragmentEvent? Add(ref Packet packet)
    {
        FragmentEvent? remark = null;
        var data = packet.Payload;
        if (data.Length < packet.PayloadBytes)
        {
            return Drop(FragmentEvent.CapturedShortDropped);
        }

        if (packet.HasMoreFragments && data.Length % Unit != 0)
        {
            remark = FragmentEvent.OddLength;
            data = isV4 ? data[..(data.Length / Unit * Unit)] : [];
        }

        if (data.IsEmpty)
        {
            return remark ?? FragmentEvent.Empty;
        }

        var end = packet.FragmentOffset + data.Length;
        if (end > (isV4 ? MaxBytesV4 : MaxBytesV6))
        {
            return Drop(FragmentEvent.TooLongDropped);
        }

        var known = _pieces.Count > 0 ? _pieces[^1].End : 0;
        if (packet.HasMoreFragments ? _end >= 0 && end > _end : (_end >= 0 && end != _end) || known > end)
        {
            return Drop(FragmentEvent.EndDropped);
        }

        if (!packet.HasMoreFragments)
        {
            _end = end;
        }

        if (packet.FragmentOffset == 0 && HeaderBytes == 0)
        {
            (HeaderBytes, TimeToLive, Protocol) = (Math.Max(1, packet.IpBytes - packet.PayloadBytes), packet.TimeToLive, packet.Protocol);
            remark ??= packet.Protocol == IpProtocol.Tcp && data.Length < TcpHeaderBytes ? FragmentEvent.TinyFirst : null;
        }

        return Insert(packet.FragmentOffset, data) ?? remark;
    }

    public void CopyTo(Span<byte> target)
    {
        foreach (var piece in _pieces)
        {
            piece.Data.CopyTo(target[piece.Offset..]);
        }
    }

    private FragmentEvent? Insert(int offset, ReadOnlySpan<byte> data)
    {
        var end = offset + data.Length;
        var next = FirstEndingBehind(offset);
        FragmentEvent? remark = null;
        if (next < _pieces.Count && _pieces[next].Offset < end)
        {
            if (IsKnown(next, offset, data))
            {
                return FragmentEvent.Duplicate;
            }

            if (!isV4)
            {
                return Drop(FragmentEvent.OverlapDropped);
            }

            remark = FragmentEvent.Overlap;
        }

        // The gaps between what is known are filled.
        for (var at = offset; at < end; next++)
        {
            if (next < _pieces.Count && _pieces[next].Offset <= at)
            {
                at = _pieces[next].End;
                continue;
            }

            if (_pieces.Count == MaxPieces)
            {
                return Drop(FragmentEvent.TooManyDropped);
            }

            var until = next < _pieces.Count ? Math.Min(end, _pieces[next].Offset) : end;
            _pieces.Insert(next, new FragmentPiece(at, data[(at - offset)..(until - offset)].ToArray()));
            _keptBytes += until - at;
            at = until;
        }

        return remark;
    }

    private int FirstEndingBehind(int offset)
    {
        var (low, high) = (0, _pieces.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _pieces[middle].End <= offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private bool IsKnown(int index, int offset, ReadOnlySpan<byte> data)
    {
        for (; !data.IsEmpty; index++)
        {
            if (index == _pieces.Count || _pieces[index].Offset > offset)
            {
                return false;
            }

            var known = _pieces[index].Data.AsSpan(offset - _pieces[index].Offset);
            known = known[..Math.Min(known.Length, data.Length)];
            if (!data.StartsWith(known))
            {
                return false;
            }

            offset += known.Length;
            data = data[known.Length..];
        }

        return true;
    }

    private FragmentEvent Drop(FragmentEvent why)
    {
        _pieces.Clear();
        _pieces.Capacity = 0;
        (IsDropped, _keptBytes, _end) = (true, 0, -1);
        return why;
    }
}
