using System.Runtime.InteropServices;

namespace Soc.Capture.Decode.Fragments;

/// <summary>Bytes of a datagram, and where they are in it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FragmentPiece(int Offset, byte[] Data)
{
    public int End => Offset + Data.Length;
}
