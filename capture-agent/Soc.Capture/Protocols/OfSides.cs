using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Soc.Capture.Protocols;

/// <summary>One of each side, without an object of its own.</summary>
[StructLayout(LayoutKind.Auto)]
[SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "Of gives references to them.")]
internal struct OfSides<T>(T originator, T responder)
{
    public T Originator = originator;
    public T Responder = responder;

    [UnscopedRef]
    public ref T Of(Side side) => ref side == Side.Originator ? ref Originator : ref Responder;
}
