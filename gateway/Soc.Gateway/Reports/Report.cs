namespace Soc.Gateway.Reports;

/// <summary>A report: its summary, and its rows.</summary>
/// <param name="Lines">The newest detection first.</param>
internal sealed record Report(ReportDto Summary, IReadOnlyList<IncidentLine> Lines);
