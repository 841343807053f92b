using System.Collections.Immutable;
using Soc.Enrichment.Ranges;
using Soc.Model.Entities;
using Soc.Model.Indicators;

namespace Soc.Enrichment.Indicators;

/// <summary>All listed addresses and ranges by owner, at one moment. Immutable.</summary>
internal sealed class ListedAddresses
{
    /// <summary>Most listings of one address handed on, the strongest.</summary>
    public const int MaxHits = 8;

    private const string AllClients = "*";

    public static readonly ListedAddresses Empty = new(ImmutableDictionary.Create<string, RangeTable<Indicator>>(StringComparer.Ordinal));

    private readonly ImmutableDictionary<string, RangeTable<Indicator>> _byOwner;

    private ListedAddresses(ImmutableDictionary<string, RangeTable<Indicator>> byOwner) => _byOwner = byOwner;

    public ListedAddresses With(string owner, RangeTable<Indicator> table) => new(_byOwner.SetItem(owner, table));

    /// <summary>Listings of an address that concern a client, its own and everybody's, at a time of an event (ms since the epoch).</summary>
    public Listings Find(string client, UInt128 address, long atMs)
    {
        if (_byOwner.IsEmpty)
        {
            return Listings.None;
        }

        var collector = new Collector(atMs);
        collector.Take(_byOwner.GetValueOrDefault(client)?.Narrowest(address));
        if (!string.Equals(client, AllClients, StringComparison.Ordinal))
        {
            collector.Take(_byOwner.GetValueOrDefault(AllClients)?.Narrowest(address));
        }

        return collector.Result();
    }

    private sealed class Collector(long atMs)
    {
        private readonly List<Indicator> _valid = [];
        private long _fromMs = long.MinValue;
        private long _untilMs = long.MaxValue;

        public void Take(RangeNode<Indicator>? narrowest)
        {
            for (var node = narrowest; node is not null; node = node.Around)
            {
                var ends = node.Value.ValidUntilMs == 0 ? long.MaxValue : node.Value.ValidUntilMs;
                if (ends > atMs)
                {
                    _valid.Add(node.Value);
                    _untilMs = Math.Min(_untilMs, ends);
                }
                else
                {
                    _fromMs = Math.Max(_fromMs, ends);
                }
            }
        }

        // One hit a list: an address and its range on the same list say one thing. What people said of a listing for one
        // owner counts for the same listing of the other.
        public Listings Result() => new(
            _valid.Count == 0
                ? []
                : [.. _valid
                    .GroupBy(i => i.List, StringComparer.Ordinal)
                    .Select(g => new IndicatorHit(
                        g.Key,
                        g.MaxBy(i => i.BaseScore)!.Category,
                        g.Max(i => i.BaseScore),
                        g.Max(i => i.ListedMs),
                        g.Max(i => i.FalsePositiveSightings)))
                    .OrderByDescending(h => h.BaseScore)
                    .ThenByDescending(h => h.ListedMs)
                    .ThenBy(h => h.List, StringComparer.Ordinal)
                    .Take(MaxHits)],
            _fromMs,
            _untilMs);
    }
}
