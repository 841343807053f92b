using System.Runtime.InteropServices;
using Soc.Capture.Decode;

namespace Soc.Capture.Link.Live;

/// <summary>What the kernel says of an interface.</summary>
/// <param name="Index">Its number; another one of the same name has another. 0 when there is none.</param>
/// <param name="IsUp">It is switched on.</param>
/// <param name="Mac">Its own address; zero when it has none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct InterfaceFacts(int Index, bool IsUp, MacAddress Mac)
{
    public bool Exists => Index > 0;
}
