namespace Soc.Benchmarks.EndToEnd;

/// <summary>What was added to a histogram between two readings.</summary>
internal sealed class HistogramShare
{
    private readonly (double UpTo, double Count)[] _added;

    public HistogramShare(IReadOnlyList<(double UpTo, double Count)> before, IReadOnlyList<(double UpTo, double Count)> after)
    {
        var earlier = before.ToDictionary(b => b.UpTo, b => b.Count);
        _added = [.. after.Select(b => (b.UpTo, b.Count - earlier.GetValueOrDefault(b.UpTo)))];
    }

    public double Count => _added.Length == 0 ? 0 : _added[^1].Count;

    /// <summary>Upper end of the bucket that the largest observation is in; 0 without any.</summary>
    public double LargestUpTo
    {
        get
        {
            var below = 0.0;
            var largest = 0.0;
            foreach (var (upTo, count) in _added)
            {
                largest = count > below ? upTo : largest;
                below = count;
            }

            return largest;
        }
    }

    /// <summary>Value below which a share of the observations lies, in the histogram's unit, straight-line within its bucket.</summary>
    /// <param name="share">0–1.</param>
    public double Quantile(double share)
    {
        var wanted = Count * share;
        var (from, below) = (0.0, 0.0);
        foreach (var (upTo, count) in _added)
        {
            if (count >= wanted && count > below)
            {
                return double.IsPositiveInfinity(upTo) ? from : from + ((upTo - from) * (wanted - below) / (count - below));
            }

            (from, below) = (upTo, count);
        }

        return from;
    }

    /// <summary>Share of the observations at or below a bound of the histogram, 0–1.</summary>
    public double ShareUpTo(double bound) => Count == 0 ? 0 : _added.LastOrDefault(b => b.UpTo <= bound).Count / Count;
}
