using System.Runtime.InteropServices;

namespace Soc.Gateway.Ingest;

/// <summary>One record as a transport cut it: a line, a JSON document or a syslog frame.</summary>
/// <param name="Raw">The bytes; read until the pipeline's call completes, not after.</param>
/// <param name="Sourcetype">Sourcetype or listener hint, or null.</param>
/// <param name="Host">Host that the envelope gave, or null.</param>
/// <param name="TimeMs">Time that the envelope gave, ms since the epoch, or 0.</param>
/// <param name="Defect">Why the transport already knows that it cannot be parsed (<see cref="IngestReasons"/>), or null. Without a byte there is nothing to keep: it is counted as skipped.</param>
/// <param name="Place">Where the transport keeps the record for good, hashed, or 0 when it keeps none: <see cref="Soc.Parsing.SourceContext"/>.</param>
/// <param name="IsOwn">This gateway made it itself, and may say in it what nobody else may.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IngestRecord(ReadOnlyMemory<byte> Raw, string? Sourcetype = null, string? Host = null, long TimeMs = 0, string? Defect = null, ulong Place = 0, bool IsOwn = false);
