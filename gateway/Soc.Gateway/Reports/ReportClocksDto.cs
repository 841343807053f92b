namespace Soc.Gateway.Reports;

/// <summary>How long things took.</summary>
/// <param name="Late">Of incidents whose events came late, which say nothing of how fast anybody is.</param>
public sealed record ReportClocksDto(IReadOnlyList<ReportClockDto> OnTime, IReadOnlyList<ReportClockDto> Late);
