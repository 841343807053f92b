namespace Soc.Benchmarks.Running;

/// <summary>Several measurements, one figure.</summary>
internal static class Repeat
{
    /// <summary>Times that a figure is measured, at least.</summary>
    public const int Times = 3;

    /// <summary>The middle value; of an even number the lower of the two.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[(sorted.Length - 1) / 2];
    }

    /// <summary>The value that a share of all lies below, 0–1.</summary>
    public static double Percentile(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
