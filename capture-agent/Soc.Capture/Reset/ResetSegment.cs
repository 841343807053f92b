using System.Runtime.InteropServices;
using Soc.Capture.Decode;

namespace Soc.Capture.Reset;

/// <summary>A TCP segment that breaks a connection off, with all that its frame says.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ResetSegment
{
    public MacAddress SrcMac { get; init; }

    public MacAddress DstMac { get; init; }

    /// <summary>As the connection's own frames have it; 0 for none.</summary>
    public ushort OuterVlan { get; init; }

    public ushort InnerVlan { get; init; }

    public NetAddress Src { get; init; }

    public ushort SrcPort { get; init; }

    public NetAddress Dst { get; init; }

    public ushort DstPort { get; init; }

    public uint Sequence { get; init; }

    public uint Acknowledgement { get; init; }

    public ushort Window { get; init; }
}
