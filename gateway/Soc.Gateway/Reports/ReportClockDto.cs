namespace Soc.Gateway.Reports;

/// <summary>One step.</summary>
/// <param name="Step">event_to_detected, detected_to_told, detected_to_acknowledged, detected_to_contained or detected_to_resolved.</param>
/// <param name="N">Incidents that made this step.</param>
/// <param name="MedianSeconds">Null when there is none; the mean of the two in the middle of an even number.</param>
/// <param name="P90Seconds">Nine of ten took at most so long.</param>
public sealed record ReportClockDto(string Step, int N, double? MedianSeconds, double? P90Seconds);
