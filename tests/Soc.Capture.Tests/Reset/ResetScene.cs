using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Capture.Link;
using Soc.Capture.Reset;

namespace Soc.Capture.Tests.Reset;

/// <summary>A flow table, a resetter, and what it sends and tells; without a network, and with the time that it is told.</summary>
internal sealed class ResetScene : IFlowSink, IFrameSender, IResetSink
{
    public const long Ms = 1_000_000;

    /// <summary>Some moment, ms since 1970.</summary>
    public const long BeginMs = 1_700_000_000_000;

    public static readonly MacAddress Agent = new(0x02_00_00_00_00_99);
    public static readonly MacAddress ClientMac = new(0x02_00_00_00_00_01);
    public static readonly MacAddress ServerMac = new(0x02_00_00_00_00_02);
    public static readonly NetAddress Client = NetAddress.V4(0x0A000001);
    public static readonly NetAddress Server = NetAddress.V4(0xC0A80102);

    private readonly FlowTable _table;

    public ResetScene(ResetOptions? options = null, NeverBlock? neverBlock = null)
    {
        _table = new FlowTable(new FlowOptions { MaxFlows = 1_024 }, this, seed: 5);
        Resetter = new Resetter(options ?? On, neverBlock ?? NeverBlock.Nobody, _table, this, this);
    }

    public static ResetOptions On { get; } = new() { IsEnabled = true, OwnMac = Agent };

    public Resetter Resetter { get; }

    public List<SentFrame> Sent { get; } = [];

    public List<ResetReport> Told { get; } = [];

    /// <summary>Why nothing can be sent; empty when it can.</summary>
    public string Trouble { get; set; } = "";

    /// <summary>ms since <see cref="BeginMs"/>.</summary>
    public long NowMs { get; set; }

    public long NowNs => (BeginMs + NowMs) * Ms;

    public ushort OuterVlan { get; set; }

    public ushort InnerVlan { get; set; }

    public byte TunnelDepth { get; set; }

    public static ResetCommand Command(ResetTarget target, long fromMs = 0, long untilMs = 10_000, int max = 10, string id = "one") =>
        new(id, "acme", target, BeginMs + fromMs, BeginMs + untilMs, max);

    public void Accept(ResetCommand command) => Resetter.Accept(command, NowNs);

    /// <summary>Goes on to a time, a ms at a time.</summary>
    public void GoTo(long nowMs)
    {
        while (NowMs < nowMs)
        {
            NowMs++;
            Resetter.Tick(NowNs);
        }
    }

    /// <summary>A segment of the client.</summary>
    public void Up(TcpFlags flags, uint sequence, uint acknowledgement = 0, int bytes = 0, ushort port = 40_000) =>
        Give(Client, port, ClientMac, Server, 443, ServerMac, flags, sequence, acknowledgement, bytes);

    /// <summary>A segment of the server.</summary>
    public void Down(TcpFlags flags, uint sequence, uint acknowledgement = 0, int bytes = 0, ushort port = 40_000) =>
        Give(Server, 443, ServerMac, Client, port, ClientMac, flags, sequence, acknowledgement, bytes);

    /// <summary>A connection: the client's next number is 1,101, the server's 5,001.</summary>
    public void Connect(ushort port = 40_000)
    {
        Up(TcpFlags.Syn, 1_000, port: port);
        Down(TcpFlags.Syn | TcpFlags.Ack, 5_000, 1_001, port: port);
        Up(TcpFlags.Ack, 1_001, 5_001, port: port);
        Up(TcpFlags.Ack, 1_001, 5_001, bytes: 100, port: port);
    }

    public void Give(NetAddress src, ushort srcPort, MacAddress srcMac, NetAddress dst, ushort dstPort, MacAddress dstMac, TcpFlags flags, uint sequence, uint acknowledgement, int bytes, ushort window = 500)
    {
        var packet = new Packet
        {
            AtNs = NowNs, IsIp = true, Protocol = IpProtocol.Tcp, IpBytes = 40 + bytes, PayloadBytes = bytes, Window = window, Flags = flags,
            Src = src, SrcPort = srcPort, SrcMac = srcMac, Dst = dst, DstPort = dstPort, DstMac = dstMac, Sequence = sequence, Acknowledgement = acknowledgement,
            OuterVlan = OuterVlan, InnerVlan = InnerVlan, TunnelDepth = TunnelDepth,
        };
        if (!Resetter.IsOwn(ref packet) && _table.Take(ref packet, out var side) is { } flow)
        {
            Resetter.Take(flow, side, ref packet);
        }
    }

    public void EndAll() => _table.EndAll();

    public void EndDue() => _table.EndDue(NowNs);

    public void Take(Flow flow, FlowEnd why)
    {
        if (why != FlowEnd.Ongoing)
        {
            Resetter.Ended(flow, NowNs);
        }
    }

    public bool TrySend(ReadOnlySpan<byte> frame, out string reason)
    {
        reason = Trouble;
        if (Trouble.Length > 0)
        {
            return false;
        }

        var packet = Support.Frames.Packet(frame, NowNs);
        Sent.Add(new SentFrame(
            NowNs, packet.SrcMac, packet.DstMac, packet.OuterVlan, packet.InnerVlan, packet.Src, packet.SrcPort, packet.Dst, packet.DstPort, packet.Sequence, packet.Acknowledgement, packet.Flags));
        return true;
    }

    public void Take(ResetReport report) => Told.Add(report);

    public void Dispose()
    {
        // It holds nothing.
    }
}
