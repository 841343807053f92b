using System.Runtime.InteropServices;
using Soc.Capture.Decode;

namespace Soc.Benchmarks.Capture.Traffic;

/// <summary>One packet of a conversation.</summary>
/// <param name="IsClient">Who sends it.</param>
/// <param name="Flags">Of TCP.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Step(bool IsClient, TcpFlags Flags, ReadOnlyMemory<byte> Payload);
