using System.Runtime.InteropServices;

namespace Soc.Capture.Protocols;

/// <param name="Consumed">Bytes that need not be shown again; less than all when what follows is not complete.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StreamStep(int Consumed, ParserVerdict Verdict);
