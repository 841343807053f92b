namespace Soc.Enrichment;

/// <summary>What could not be read: the first ones in words, all of them counted.</summary>
internal sealed class ProblemList(int maxKept)
{
    private readonly List<string> _kept = [];

    /// <summary>All problems, also those not kept.</summary>
    public int Count { get; private set; }

    public void Add(string problem)
    {
        Count++;
        if (_kept.Count < maxKept)
        {
            _kept.Add(problem);
        }
    }

    /// <summary>The ones kept, and how many more there were.</summary>
    public IReadOnlyList<string> ToSentences() => Count > _kept.Count ? [.. _kept, $"… and {Count - _kept.Count} more."] : [.. _kept];
}
