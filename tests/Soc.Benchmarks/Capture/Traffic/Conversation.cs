using System.Buffers.Binary;
using Soc.Capture.Decode;

namespace Soc.Benchmarks.Capture.Traffic;

/// <summary>Two hosts that say what a script says, as Ethernet frames with IPv4. Checksums of TCP and UDP are left out: no reader here looks at them.</summary>
internal sealed class Conversation : IDisposable
{
    private const int EthernetBytes = 14;
    private const int IpBytes = 20;
    private const int TcpBytes = 32;
    private const int UdpBytes = 8;

    private readonly IEnumerator<Step> _script;
    private readonly byte[] _frame = new byte[EthernetBytes + IpBytes + TcpBytes + Script.SegmentBytes];
    private readonly bool _isTcp;
    private readonly (uint Address, ushort Port) _client;
    private readonly (uint Address, ushort Port) _server;
    private uint _clientNext;
    private uint _serverNext;
    private ushort _id;

    public Conversation(bool isTcp, uint client, ushort clientPort, uint server, ushort serverPort, IEnumerable<Step> script, Dice dice)
    {
        (_isTcp, _client, _server) = (isTcp, (client, clientPort), (server, serverPort));
        (_clientNext, _serverNext) = ((uint)dice.Next(), (uint)dice.Next());
        _script = script.GetEnumerator();
    }

    /// <summary>Writes its next packet.</summary>
    /// <returns>False when it is over.</returns>
    public bool TryWrite(PcapWriter to, long atNs)
    {
        if (!_script.MoveNext())
        {
            return false;
        }

        var step = _script.Current;
        var (from, target) = step.IsClient ? (_client, _server) : (_server, _client);
        var transportBytes = (_isTcp ? TcpBytes : UdpBytes) + step.Payload.Length;
        var frame = _frame.AsSpan(0, EthernetBytes + IpBytes + transportBytes);
        WriteLink(frame, from.Address, target.Address);
        WriteIp(frame[EthernetBytes..], transportBytes, from.Address, target.Address);
        var transport = frame[(EthernetBytes + IpBytes)..];
        BinaryPrimitives.WriteUInt16BigEndian(transport, from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(transport[2..], target.Port);
        if (_isTcp)
        {
            WriteTcp(transport, step, atNs);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(transport[4..], (ushort)transportBytes);
            BinaryPrimitives.WriteUInt16BigEndian(transport[6..], 0);
        }

        step.Payload.Span.CopyTo(transport[(_isTcp ? TcpBytes : UdpBytes)..]);
        to.Write(frame, atNs);
        return true;
    }

    public void Dispose() => _script.Dispose();

    // Whoever is not of the network is behind the router.
    private static void WriteLink(Span<byte> frame, uint from, uint to)
    {
        WriteMac(frame, to);
        WriteMac(frame[6..], from);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], 0x0800);
    }

    private static void WriteMac(Span<byte> target, uint address)
    {
        BinaryPrimitives.WriteUInt16BigEndian(target, 0x0200);
        BinaryPrimitives.WriteUInt32BigEndian(target[2..], address >> 24 == 10 ? address : 1);
    }

    private void WriteIp(Span<byte> header, int transportBytes, uint from, uint to)
    {
        header[..IpBytes].Clear();
        header[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(IpBytes + transportBytes));
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], ++_id);
        header[6] = 0x40;
        (header[8], header[9]) = (64, _isTcp ? (byte)6 : (byte)17);
        BinaryPrimitives.WriteUInt32BigEndian(header[12..], from);
        BinaryPrimitives.WriteUInt32BigEndian(header[16..], to);
        uint sum = 0;
        for (var i = 0; i < IpBytes; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(header[i..]);
        }

        sum = (sum & 0xFFFF) + (sum >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], (ushort)~(sum + (sum >> 16)));
    }

    private void WriteTcp(Span<byte> header, in Step step, long atNs)
    {
        ref var ours = ref step.IsClient ? ref _clientNext : ref _serverNext;
        var theirs = step.IsClient ? _serverNext : _clientNext;
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], ours);
        BinaryPrimitives.WriteUInt32BigEndian(header[8..], (step.Flags & TcpFlags.Ack) != TcpFlags.None ? theirs : 0);
        (header[12], header[13]) = (TcpBytes / 4 << 4, (byte)step.Flags);
        BinaryPrimitives.WriteUInt16BigEndian(header[14..], 501);
        BinaryPrimitives.WriteUInt32BigEndian(header[16..], 0);

        // Two fillers and the time stamps that nearly every connection has (RFC 7323).
        BinaryPrimitives.WriteUInt32BigEndian(header[20..], 0x0101080A);
        BinaryPrimitives.WriteUInt32BigEndian(header[24..], (uint)(atNs / 1_000_000));
        BinaryPrimitives.WriteUInt32BigEndian(header[28..], (uint)(atNs / 1_000_000));
        ours += (uint)step.Payload.Length + ((step.Flags & (TcpFlags.Syn | TcpFlags.Fin)) != TcpFlags.None ? 1u : 0u);
    }
}
