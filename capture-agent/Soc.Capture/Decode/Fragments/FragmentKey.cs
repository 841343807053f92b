using System.Runtime.InteropServices;

namespace Soc.Capture.Decode.Fragments;

/// <summary>Which datagram a fragment is of (RFC 791 section 3.2; of IPv6 the protocol does not count, RFC 8200 section 4.5), in which network.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FragmentKey(NetAddress Src, NetAddress Dst, uint Id, IpProtocol Protocol, ushort OuterVlan, ushort InnerVlan, byte TunnelDepth)
{
    public static FragmentKey Of(ref Packet packet, bool isV4) =>
        new(packet.Src, packet.Dst, packet.FragmentId, isV4 ? packet.Protocol : default, packet.OuterVlan, packet.InnerVlan, packet.TunnelDepth);

    /// <summary>Seeded by the process: nobody outside can choose keys that fall into one slot.</summary>
    public override int GetHashCode() => HashCode.Combine(Src.High, Src.Low, Dst.High, Dst.Low, Id, Protocol, OuterVlan, InnerVlan);
}
