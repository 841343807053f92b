namespace Soc.Response.Tests.Connectors.Contract;

/// <summary>A failure to come.</summary>
internal sealed record Fault(FaultKind Kind, int Status = 0, int RetryAfterSeconds = 0, int Times = int.MaxValue, bool OnReads = false, bool OnChanges = true);
