namespace Soc.Response.Tests.Connectors.Contract;

/// <summary>A failure that HTTP alone has: a status.</summary>
/// <param name="Acts">It does what was asked, and answers so all the same.</param>
internal sealed record HttpFault(int Status, int RetryAfterSeconds = 0, bool Acts = false, int Times = int.MaxValue, bool OnReads = false, bool OnChanges = true)
    : Fault(FaultKind.OfTransport, Times, OnReads, OnChanges);
