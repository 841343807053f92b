using System.Runtime.InteropServices;

namespace Soc.Gateway.Ingest;

/// <summary>Result of one request.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Records">Records in it.</param>
/// <param name="Events">Events that it gave.</param>
/// <param name="Message">For people, when it was not accepted.</param>
/// <param name="DeadLetters">What of it went to the dead-letter log.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IngestResult(IngestStatus Status, int Records, int Events, string? Message = null, int DeadLetters = 0);
