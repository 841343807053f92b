using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Soc.Silo.Hosting;

/// <summary>Buckets of the histograms of time, from five milliseconds to a week.</summary>
public static class LagBuckets
{
    private static readonly double[] Seconds = [0.005, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 900, 3600, 86_400, 604_800];

    public static MetricStreamConfiguration? View(Instrument instrument) =>
        instrument.Name.EndsWith("_seconds", StringComparison.Ordinal) && instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal)
            ? new ExplicitBucketHistogramConfiguration { Boundaries = Seconds }
            : null;
}
