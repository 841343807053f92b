namespace Soc.Detection.Detectors.Beacon;

/// <summary>
/// How much a series of connections looks like a program that calls home. The formula is RITA v5's (activecm/rita, analysis/beacons.go):
/// a quarter each of intervals, sizes, duration and histogram.
/// </summary>
public static class BeaconScore
{
    private const double LeastQuartileRange = 10;

    /// <param name="times">Times of the connections, seconds, ascending and different; at least 4.</param>
    /// <param name="sizes">Bytes sent of each.</param>
    /// <param name="hours">Connections in each of the last 24 hours, oldest first.</param>
    /// <param name="spanSeconds">From the first connection to the last, as far as both lie in those hours.</param>
    public static BeaconParts Of(ReadOnlySpan<uint> times, ReadOnlySpan<uint> sizes, ReadOnlySpan<ushort> hours, double spanSeconds, BeaconOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Span<double> intervals = stackalloc double[times.Length - 1];
        for (var i = 0; i < intervals.Length; i++)
        {
            intervals[i] = times[i + 1] - times[i];
        }

        Span<double> bytes = stackalloc double[sizes.Length];
        for (var i = 0; i < sizes.Length; i++)
        {
            bytes[i] = sizes[i];
        }

        var (interval, deviation, even) = Evenness(intervals, whenTiny: 1);
        var (size, _, same) = Evenness(bytes, whenTiny: 0);
        var (bars, run) = Bars(hours);
        return new BeaconParts(even, same, Duration(bars, run, hours.Length, spanSeconds, options), Histogram(hours, bars, options), interval, deviation, size, bars);
    }

    // Mean of one less Bowley's skewness, and of the share of the median that the median absolute deviation leaves.
    private static (double Median, double Deviation, double Score) Evenness(Span<double> values, double whenTiny)
    {
        values.Sort();
        var half = values.Length / 2;
        var (q1, q2, q3) = (Median(values[..half]), Median(values), Median(values[^half..]));
        var skew = q3 - q1 < LeastQuartileRange || q2 == q1 || q2 == q3 ? 0 : (q1 + q3 - (2 * q2)) / (q3 - q1);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Math.Abs(values[i] - q2);
        }

        values.Sort();
        var deviation = Median(values);
        var spread = q2 >= 1 ? Math.Max(0, (q2 - deviation) / q2) : whenTiny;
        return (q2, deviation, Math.Round((1 - Math.Abs(skew) + spread) / 2, 3));
    }

    private static double Median(ReadOnlySpan<double> sorted) =>
        sorted.IsEmpty ? 0 : sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;

    // Hours with a connection, and the longest run of them; the run goes on from the last hour to the first.
    private static (int Bars, int Run) Bars(ReadOnlySpan<ushort> hours)
    {
        var (bars, run, longest) = (0, 0, 0);
        for (var i = 0; i < hours.Length * 2; i++)
        {
            var count = hours[i % hours.Length];
            bars += i < hours.Length && count > 0 ? 1 : 0;
            run = count > 0 ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return (bars, Math.Min(longest, hours.Length));
    }

    private static double Duration(int bars, int run, int hours, double spanSeconds, BeaconOptions options)
    {
        if (bars < options.MinHours)
        {
            return 0;
        }

        var coverage = Math.Min(1, Math.Ceiling(spanSeconds / (hours * 3600.0) * 1000) / 1000);
        var consistency = Math.Min(1, Math.Ceiling((double)run / options.IdealRunHours * 1000) / 1000);
        return Math.Max(coverage, consistency);
    }

    // The better of one less the coefficient of variation, and of the share of hours that have one of the two most common heights.
    private static double Histogram(ReadOnlySpan<ushort> hours, int bars, BeaconOptions options)
    {
        double total = 0;
        var highest = 0;
        foreach (var count in hours)
        {
            total += count;
            highest = Math.Max(highest, count);
        }

        if (total == 0)
        {
            return 0;
        }

        var mean = total / hours.Length;
        double squares = 0;
        foreach (var count in hours)
        {
            squares += (count - mean) * (count - mean);
        }

        var flat = Math.Max(0, Math.Round(1 - (Math.Sqrt(squares / hours.Length) / mean), 3));
        return bars < options.MinHoursForModes ? flat : Math.Max(flat, TwoHeights(hours, bars, highest, options));
    }

    private static double TwoHeights(ReadOnlySpan<ushort> hours, int bars, int highest, BeaconOptions options)
    {
        var width = (int)Math.Ceiling(highest * options.ModeSensitivity);
        Span<byte> heights = stackalloc byte[(highest / width) + 1];
        foreach (var count in hours)
        {
            if (count > 0)
            {
                heights[count / width]++;
            }
        }

        var (first, second) = (0, 0);
        foreach (var count in heights)
        {
            if (count > first)
            {
                (first, second) = (count, first);
            }
            else if (count > second)
            {
                second = count;
            }
        }

        return Math.Min(1, Math.Round((double)(first + second) / Math.Max(1, bars - options.OutlierHours), 3));
    }
}
