namespace Soc.Gateway.Reports;

/// <summary>One thing that happened.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="LocalTime">When, on the client's clock.</param>
/// <param name="Kind">action or escalation.</param>
/// <param name="Text">One sentence.</param>
public sealed record ReportLineDto(string At, string LocalTime, string Kind, string Text, string? IncidentId, string? OperationId);
