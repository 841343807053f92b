namespace Soc.Gateway.Reports;

/// <summary>Median and nine tenths of every step from the event to the end.</summary>
internal static class ReportClocks
{
    private static readonly (string Step, Func<IncidentLine, long?> TookMs)[] Steps =
    [
        ("event_to_detected", l => Math.Max(0, l.LatencyMs)),
        ("detected_to_told", l => Since(l, l.ToldMs)),
        ("detected_to_acknowledged", l => Since(l, l.AcknowledgedMs)),
        ("detected_to_contained", l => Since(l, l.ContainedMs)),
        ("detected_to_resolved", l => Since(l, l.ResolvedMs)),
    ];

    public static ReportClocksDto Of(IReadOnlyList<IncidentLine> lines) => new(
        [.. Steps.Select(s => Clock(s.Step, lines.Where(l => !l.IsLate), s.TookMs))],
        [.. Steps.Select(s => Clock(s.Step, lines.Where(l => l.IsLate), s.TookMs))]);

    private static ReportClockDto Clock(string step, IEnumerable<IncidentLine> lines, Func<IncidentLine, long?> tookMs)
    {
        var took = lines.Select(tookMs).OfType<long>().Order().ToArray();
        return took.Length == 0
            ? new ReportClockDto(step, 0, null, null)
            : new ReportClockDto(step, took.Length, (took[(took.Length - 1) / 2] + took[took.Length / 2]) / 2000.0, took[NineTenths(took.Length)] / 1000.0);
    }

    // The nearest rank: the smallest that nine tenths do not exceed.
    private static int NineTenths(int count) => ((count * 9) + 9) / 10 - 1;

    private static long? Since(IncidentLine line, long atMs) => atMs == 0 ? null : Math.Max(0, atMs - line.DetectedAtMs);
}
