namespace Soc.Gateway.Reports;

/// <summary>How much became how little.</summary>
/// <param name="Records">Received, in whole hours.</param>
/// <param name="Events">That they held.</param>
/// <param name="Signals">Findings about them, the small ones too.</param>
/// <param name="Stopped">Incidents that were stopped, automatically or by hand.</param>
public sealed record ReportFunnelDto(long Records, long Events, long Signals, int Incidents, int Escalated, int Stopped);
