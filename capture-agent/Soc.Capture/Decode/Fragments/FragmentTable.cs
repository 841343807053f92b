using System.Buffers.Binary;
using Soc.Capture.Link;

namespace Soc.Capture.Decode.Fragments;

/// <summary>
/// Makes whole datagrams of fragments. Bounded by count, bytes and time; when there is no room, the datagram goes whose first fragment came
/// longest ago. What was dropped is remembered until its time is over, so that its other fragments do not begin another. Not for several threads.
/// </summary>
public sealed class FragmentTable
{
    private const long NsPerSecond = 1_000_000_000;

    /// <summary>Frames of several links come a little out of order; a clock that was set back shows more than this.</summary>
    private const long SetBackNs = 10 * NsPerSecond;

    private const int V4Bytes = 20;
    private const int V6Bytes = 40;
    private const int FragmentHeaderBytes = 8;

    /// <summary>Less than this could not keep one datagram.</summary>
    private const int MinBytes = 256 * 1024;

    private readonly FragmentOptions _options;
    private readonly Dictionary<FragmentKey, LinkedListNode<FragmentedDatagram>> _datagrams = [];
    private readonly LinkedList<FragmentedDatagram> _byAge = new();
    private readonly long[] _events = new long[Enum.GetValues<FragmentEvent>().Length];
    private long _newestNs = long.MinValue;
    private readonly byte[] _whole = new byte[V6Bytes + ushort.MaxValue];

    public FragmentTable(FragmentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxDatagrams, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBytes, MinBytes, nameof(options));
        _options = options;
    }

    /// <summary>Datagrams that wait, or are remembered.</summary>
    public int Count => _datagrams.Count;

    /// <summary>What they cost, bytes.</summary>
    public int UsedBytes { get; private set; }

    /// <summary>How often it happened.</summary>
    public long CountOf(FragmentEvent what) => _events[(int)what];

    /// <summary>Takes a packet that was decoded; of a fragment it makes the whole datagram, when it was the last that was missing.</summary>
    /// <param name="packet">Becomes the whole datagram, as if it had come in one piece with this fragment's time; its bytes are the table's, and gone with the next call.</param>
    /// <param name="outcome">How far the whole was understood.</param>
    /// <returns>False when it is a fragment, and others are missing or the datagram is dropped.</returns>
    public bool TryComplete(ref Packet packet, out DecodeOutcome outcome)
    {
        outcome = DecodeOutcome.Ip;
        for (var depth = 0; packet.IsFragment && outcome == DecodeOutcome.Ip; depth++)
        {
            if (depth > PacketDecoder.MaxTunnelDepth)
            {
                outcome = DecodeOutcome.TooDeep;
                return true;
            }

            if (!TryTake(ref packet, out outcome))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The clock was set back: by it, what waits would wait until it is there again, or be joined with what is sent much later.</summary>
    public void SetBack()
    {
        _newestNs = long.MinValue;
        while (_byAge.First is { } oldest)
        {
            RemoveUnfinished(oldest, FragmentEvent.ClockSetBack);
        }
    }

    private bool TryTake(ref Packet packet, out DecodeOutcome outcome)
    {
        outcome = DecodeOutcome.Ip;
        DropLate(packet.AtNs);
        var isV4 = packet.Src.IsV4 && packet.Dst.IsV4;
        var key = FragmentKey.Of(ref packet, isV4);
        if (!_datagrams.TryGetValue(key, out var node))
        {
            node = _byAge.AddLast(new FragmentedDatagram(key, isV4, packet.AtNs));
            _datagrams.Add(key, node);
            UsedBytes += node.Value.UsedBytes;
        }

        var datagram = node.Value;
        if (datagram.IsDropped)
        {
            Note(FragmentEvent.OfDropped);
            return false;
        }

        UsedBytes -= datagram.UsedBytes;
        if (datagram.Add(ref packet) is { } remark)
        {
            Note(remark);
        }

        UsedBytes += datagram.UsedBytes;
        if (!datagram.IsWhole)
        {
            MakeRoom();
            return false;
        }

        Remove(node);
        Note(FragmentEvent.Completed);
        outcome = Decode(datagram, ref packet);
        return true;
    }

    private DecodeOutcome Decode(FragmentedDatagram datagram, ref Packet packet)
    {
        var fragment = packet;
        var bytes = datagram.IsV4 ? WriteV4(datagram, ref packet) : WriteV6(datagram, ref packet);
        var outcome = PacketDecoder.Decode(new RawFrame(_whole.AsSpan(0, bytes), fragment.AtNs, bytes, LinkType.Raw), ref packet);
        if (packet.TunnelDepth == 0)
        {
            packet.IpBytes = datagram.TotalBytes + datagram.HeaderBytes - (datagram.IsV4 ? 0 : FragmentHeaderBytes);
        }

        (packet.SrcMac, packet.DstMac) = (fragment.SrcMac, fragment.DstMac);
        (packet.OuterVlan, packet.InnerVlan) = (fragment.OuterVlan, fragment.InnerVlan);
        packet.TunnelDepth += fragment.TunnelDepth;
        return packet.TunnelDepth > PacketDecoder.MaxTunnelDepth ? DecodeOutcome.TooDeep : outcome;
    }

    /// <summary>Without the options: nothing here reads them.</summary>
    private int WriteV4(FragmentedDatagram datagram, ref Packet packet)
    {
        var bytes = V4Bytes + datagram.TotalBytes;
        var header = _whole.AsSpan(0, V4Bytes);
        header.Clear();
        header[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)bytes);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)packet.FragmentId);
        (header[8], header[9]) = (datagram.TimeToLive, (byte)datagram.Protocol);
        packet.Src.WriteTo(header[12..]);
        packet.Dst.WriteTo(header[16..]);
        datagram.CopyTo(_whole.AsSpan(V4Bytes));
        return bytes;
    }

    private int WriteV6(FragmentedDatagram datagram, ref Packet packet)
    {
        var header = _whole.AsSpan(0, V6Bytes);
        header.Clear();
        header[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)datagram.TotalBytes);
        (header[6], header[7]) = ((byte)datagram.Protocol, datagram.TimeToLive);
        BinaryPrimitives.WriteUInt64BigEndian(header[8..], packet.Src.High);
        BinaryPrimitives.WriteUInt64BigEndian(header[16..], packet.Src.Low);
        BinaryPrimitives.WriteUInt64BigEndian(header[24..], packet.Dst.High);
        BinaryPrimitives.WriteUInt64BigEndian(header[32..], packet.Dst.Low);
        datagram.CopyTo(_whole.AsSpan(V6Bytes));
        return V6Bytes + datagram.TotalBytes;
    }

    private void DropLate(long nowNs)
    {
        if (nowNs + SetBackNs < _newestNs)
        {
            SetBack();
        }

        _newestNs = Math.Max(_newestNs, nowNs);
        while (_byAge.First is { } oldest && oldest.Value.AtNs < nowNs - (_options.TimeoutSeconds * NsPerSecond))
        {
            RemoveUnfinished(oldest, FragmentEvent.TimedOut);
        }
    }

    private void MakeRoom()
    {
        while ((_datagrams.Count > _options.MaxDatagrams || UsedBytes > _options.MaxBytes) && _byAge.First is { } oldest)
        {
            RemoveUnfinished(oldest, FragmentEvent.Evicted);
        }
    }

    private void RemoveUnfinished(LinkedListNode<FragmentedDatagram> node, FragmentEvent why)
    {
        if (!node.Value.IsDropped)
        {
            Note(why);
        }

        Remove(node);
    }

    private void Remove(LinkedListNode<FragmentedDatagram> node)
    {
        _byAge.Remove(node);
        _datagrams.Remove(node.Value.Key);
        UsedBytes -= node.Value.UsedBytes;
    }

    private void Note(FragmentEvent what) => _events[(int)what]++;
}
