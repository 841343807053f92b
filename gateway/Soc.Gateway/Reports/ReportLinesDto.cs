namespace Soc.Gateway.Reports;

/// <summary>Things that happened, a bounded number of them.</summary>
/// <param name="Total">All there were; more than the items when they are cut.</param>
/// <param name="Items">The newest first.</param>
public sealed record ReportLinesDto(int Total, IReadOnlyList<ReportLineDto> Items);
