namespace Soc.Capture.Decode;

/// <summary>What a frame says, of its innermost packet. Its bytes are the frame's.</summary>
public ref struct Packet
{
    /// <summary>When, nanoseconds since 1970.</summary>
    public long AtNs { get; set; }

    /// <summary>Of the outermost link layer.</summary>
    public MacAddress SrcMac { get; set; }

    public MacAddress DstMac { get; set; }

    /// <summary>VLAN id of the outer tag, 0 when there is none.</summary>
    public ushort OuterVlan { get; set; }

    /// <summary>VLAN id of the tag within (QinQ), 0 when there is none.</summary>
    public ushort InnerVlan { get; set; }

    /// <summary>Tunnels around the packet (IP in IP, GRE, VXLAN, ERSPAN, MPLS does not count).</summary>
    public byte TunnelDepth { get; set; }

    public bool IsIp { get; set; }

    public NetAddress Src { get; set; }

    public NetAddress Dst { get; set; }

    public IpProtocol Protocol { get; set; }

    public byte TimeToLive { get; set; }

    /// <summary>Length by the IP header, header included, bytes: what the flow's IP bytes count.</summary>
    public int IpBytes { get; set; }

    /// <summary>The packet is a part of one; offset of this part, bytes.</summary>
    public int FragmentOffset { get; set; }

    public bool HasMoreFragments { get; set; }

    public uint FragmentId { get; set; }

    /// <summary>Port; of ICMP the type.</summary>
    public ushort SrcPort { get; set; }

    /// <summary>Port; of ICMP the code.</summary>
    public ushort DstPort { get; set; }

    public TcpFlags Flags { get; set; }

    public uint Sequence { get; set; }

    public uint Acknowledgement { get; set; }

    public ushort Window { get; set; }

    /// <summary>What the transport carries, as far as it was captured; of ARP the message; of a fragment all behind the IP header.</summary>
    public ReadOnlySpan<byte> Payload { get; set; }

    /// <summary>Length of the payload on the wire, bytes.</summary>
    public int PayloadBytes { get; set; }

    public readonly bool IsFragment => FragmentOffset > 0 || HasMoreFragments;
}
