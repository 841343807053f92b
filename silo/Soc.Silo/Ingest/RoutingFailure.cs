namespace Soc.Silo.Ingest;

/// <summary>An event of the log that could not be enriched.</summary>
/// <param name="Offset">Where it is in its partition.</param>
/// <param name="Reason">What was thrown.</param>
public readonly record struct RoutingFailure(long Offset, Exception Reason);
