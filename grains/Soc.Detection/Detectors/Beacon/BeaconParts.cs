using System.Runtime.InteropServices;

namespace Soc.Detection.Detectors.Beacon;

/// <summary>The four parts of a beacon's score, 0–1 each, and what they rest on.</summary>
/// <param name="Intervals">How even the intervals are.</param>
/// <param name="Sizes">How even the bytes sent are.</param>
/// <param name="Duration">How long and without a gap it goes on.</param>
/// <param name="Histogram">How even the hours are.</param>
/// <param name="IntervalSeconds">Median interval.</param>
/// <param name="DeviationSeconds">Median absolute deviation of the intervals.</param>
/// <param name="SizeBytes">Median of the bytes sent.</param>
/// <param name="Hours">Hours of the day with a connection.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BeaconParts(
    double Intervals,
    double Sizes,
    double Duration,
    double Histogram,
    double IntervalSeconds,
    double DeviationSeconds,
    double SizeBytes,
    int Hours)
{
    public double Score => Math.Round((Intervals + Sizes + Duration + Histogram) / 4, 3);
}
