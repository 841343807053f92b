namespace Soc.Enrichment.Ranges;

/// <summary>
/// Longest-prefix match over ranges. Nested ranges are flattened at the building into disjoint pieces, each with the
/// narrowest range's value, so that a look-up is one binary search. Immutable.
/// </summary>
public sealed class RangeTable<T>
    where T : class
{
    private readonly UInt128[] _starts;
    private readonly T?[] _values;

    private RangeTable(UInt128[] starts, T?[] values)
    {
        _starts = starts;
        _values = values;
    }

    public static RangeTable<T> Empty { get; } = new([], []);

    /// <summary>Number of disjoint pieces.</summary>
    public int Count => _starts.Length;

    public static RangeTable<T> Build(IEnumerable<(IpRange Range, T Value)> entries)
    {
        // Prefixes nest or are apart: sorted by start and then widest first, a stack gives the enclosing ones.
        var sorted = entries.OrderBy(e => e.Range.First).ThenBy(e => e.Range.PrefixLength).ToArray();
        var starts = new List<UInt128>();
        var values = new List<T?>();
        var open = new Stack<(IpRange Range, T Value)>();
        foreach (var entry in sorted)
        {
            Close(entry.Range.First);
            Add(entry.Range.First, entry.Value);
            open.Push(entry);
        }

        CloseAll();
        return new RangeTable<T>([.. starts], [.. values]);

        void Close(UInt128 before)
        {
            while (open.Count > 0 && open.Peek().Range.Last < before)
            {
                EndOf(open.Pop().Range);
            }
        }

        void CloseAll()
        {
            while (open.Count > 0)
            {
                EndOf(open.Pop().Range);
            }
        }

        void EndOf(IpRange range)
        {
            if (range.Last != UInt128.MaxValue)
            {
                Add(range.Last + 1, open.Count > 0 ? open.Peek().Value : null);
            }
        }

        void Add(UInt128 start, T? value)
        {
            if (starts.Count > 0 && starts[^1] == start)
            {
                values[^1] = value;
            }
            else
            {
                starts.Add(start);
                values.Add(value);
            }
        }
    }

    /// <summary>The value of the narrowest range that holds the address, or null.</summary>
    public T? Find(UInt128 address)
    {
        var index = Array.BinarySearch(_starts, address);
        index = index >= 0 ? index : ~index - 1;
        return index >= 0 ? _values[index] : null;
    }
}
