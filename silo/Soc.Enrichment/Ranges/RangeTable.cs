using System.Runtime.InteropServices;

namespace Soc.Enrichment.Ranges;

/// <summary>
/// Longest-prefix match over ranges. Nested ranges are flattened at the building into disjoint pieces, each with the
/// narrowest range and through it the wider ones, so that a look-up is one binary search. Immutable.
/// </summary>
public sealed class RangeTable<T>
    where T : class
{
    private readonly UInt128[] _starts;
    private readonly RangeNode<T>?[] _nodes;

    private RangeTable(UInt128[] starts, RangeNode<T>?[] nodes)
    {
        _starts = starts;
        _nodes = nodes;
    }

    public static RangeTable<T> Empty { get; } = new([], []);

    /// <summary>Number of disjoint pieces, gaps between them counted.</summary>
    public int Count => _starts.Length;

    public static RangeTable<T> Build(IEnumerable<(IpRange Range, T Value)> entries)
    {
        // Prefixes nest or are apart: sorted by start and then widest first, a stack gives the enclosing ones.
        var sorted = entries.OrderBy(e => e.Range.First).ThenBy(e => e.Range.PrefixLength).ToArray();
        if (sorted.Length == 0)
        {
            return Empty;
        }

        var pieces = new Pieces(sorted.Length);
        var open = new Stack<(UInt128 Last, RangeNode<T> Node)>();
        foreach (var (range, value) in sorted)
        {
            while (open.Count > 0 && open.Peek().Last < range.First)
            {
                pieces.EndAt(open.Pop().Last, open);
            }

            var node = new RangeNode<T>(value, open.Count > 0 ? open.Peek().Node : null);
            pieces.Begin(range.First, node);
            open.Push((range.Last, node));
        }

        while (open.Count > 0)
        {
            pieces.EndAt(open.Pop().Last, open);
        }

        return new RangeTable<T>([.. pieces.Starts], [.. pieces.Nodes]);
    }

    /// <summary>The value of the narrowest range that holds the address, or null.</summary>
    public T? Find(UInt128 address) => Narrowest(address)?.Value;

    /// <summary>The narrowest range that holds the address, with the wider ones around it; null for none.</summary>
    public RangeNode<T>? Narrowest(UInt128 address)
    {
        var index = Array.BinarySearch(_starts, address);
        index = index >= 0 ? index : ~index - 1;
        return index >= 0 ? _nodes[index] : null;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Pieces(int capacity)
    {
        public List<UInt128> Starts { get; } = new(capacity);

        public List<RangeNode<T>?> Nodes { get; } = new(capacity);

        public void Begin(UInt128 start, RangeNode<T>? node)
        {
            if (Starts.Count > 0 && Starts[^1] == start)
            {
                Nodes[^1] = node;
            }
            else
            {
                Starts.Add(start);
                Nodes.Add(node);
            }
        }

        // After a range comes what is around it, or nothing.
        public void EndAt(UInt128 last, Stack<(UInt128 Last, RangeNode<T> Node)> open)
        {
            if (last != UInt128.MaxValue)
            {
                Begin(last + 1, open.Count > 0 ? open.Peek().Node : null);
            }
        }
    }
}
