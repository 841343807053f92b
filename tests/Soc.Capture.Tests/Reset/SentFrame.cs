using System.Runtime.InteropServices;
using Soc.Capture.Decode;

namespace Soc.Capture.Tests.Reset;

/// <summary>What a frame that was sent says.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SentFrame(
    long AtNs, MacAddress SrcMac, MacAddress DstMac, ushort OuterVlan, ushort InnerVlan, NetAddress Src, ushort SrcPort, NetAddress Dst, ushort DstPort, uint Sequence, uint Acknowledgement, TcpFlags Flags);
