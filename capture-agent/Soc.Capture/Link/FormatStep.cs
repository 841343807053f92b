using System.Runtime.InteropServices;

namespace Soc.Capture.Link;

/// <param name="Bytes">How far the reading goes on.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FormatStep(FormatStepKind Kind, int Bytes = 0);
