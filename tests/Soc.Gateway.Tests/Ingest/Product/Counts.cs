using System.Runtime.InteropServices;

namespace Soc.Gateway.Tests.Ingest.Product;

/// <summary>The first stages of a client's funnel.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Counts(long Records, long Parsed, long Skipped, long Malformed, long Events);
