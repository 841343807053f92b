using System.Globalization;

namespace Soc.Benchmarks.EndToEnd;

/// <summary>One reading of /metrics.</summary>
internal sealed class PrometheusText
{
    private readonly List<(string Name, string Labels, double Value)> _samples = [];

    public PrometheusText(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var nameEnd = line.IndexOfAny(['{', ' ']);
            var labelsEnd = line.IndexOf('}', StringComparison.Ordinal);
            var value = line[(Math.Max(nameEnd, labelsEnd + 1))..].Trim().Split(' ')[0];
            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                _samples.Add((line[..nameEnd], labelsEnd > nameEnd ? line[(nameEnd + 1)..labelsEnd] : "", number));
            }
        }
    }

    /// <summary>Sum over all labels; 0 when the metric is not there yet.</summary>
    public double Sum(string name) => _samples.Where(s => string.Equals(s.Name, name, StringComparison.Ordinal)).Sum(s => s.Value);

    /// <summary>Cumulative counts of a histogram by upper bound, over all other labels, in order of the bounds.</summary>
    public IReadOnlyList<(double UpTo, double Count)> Buckets(string name) =>
    [
        .. _samples
            .Where(s => string.Equals(s.Name, name + "_bucket", StringComparison.Ordinal))
            .GroupBy(s => BoundOf(s.Labels))
            .Select(g => (g.Key, g.Sum(s => s.Value)))
            .OrderBy(b => b.Key),
    ];

    private static double BoundOf(string labels)
    {
        const string Label = "le=\"";
        var start = labels.IndexOf(Label, StringComparison.Ordinal) + Label.Length;
        var text = labels[start..labels.IndexOf('"', start)];
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) ? bound : double.PositiveInfinity;
    }
}
