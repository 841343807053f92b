using System.Buffers;
using System.Runtime.InteropServices;

namespace Soc.Gateway.Ingest.Syslog;

/// <summary>A frame cut from a stream.</summary>
/// <param name="Bytes">The message without framing and trailer; of an oversized one, its beginning.</param>
/// <param name="Defect">Why it is no whole message (<see cref="IngestReasons"/>), or null.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SyslogFrame(ReadOnlySequence<byte> Bytes, string? Defect);
