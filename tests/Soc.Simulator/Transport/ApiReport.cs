namespace Soc.Simulator.Transport;

/// <summary>A client's report.</summary>
public sealed record ApiReport(string Client, string DisplayName, bool IsTruncated, ApiReportCounts Counts);
