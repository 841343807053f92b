using System.Collections.Concurrent;
using Soc.Enrichment.Ranges;
using Soc.GrainInterfaces.Clients;
using Soc.Model.Entities;
using Soc.Model.Indicators;

namespace Soc.Enrichment.Indicators;

/// <inheritdoc cref="IIndicatorSnapshot"/>
public sealed class IndicatorSnapshot(TimeProvider time) : IIndicatorSnapshot
{
    /// <summary>Most listings of one address handed on, the strongest.</summary>
    public const int MaxHits = 8;

    private const string AllClients = "*";

    private readonly ConcurrentDictionary<string, OwnerIndicators> _byOwner = new(StringComparer.Ordinal);
    private int _generation;

    /// <summary>Grows with every publication: who keeps answers, drops them.</summary>
    public int Generation => Volatile.Read(ref _generation);

    public void Publish(string owner, IReadOnlyList<Indicator> indicators)
    {
        var exact = new Dictionary<string, List<Indicator>>(StringComparer.Ordinal);
        var ranges = new List<(IpRange, List<Indicator>)>();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var group in indicators.Where(i => i.ValidUntilMs == 0 || i.ValidUntilMs > now).GroupBy(i => (i.Kind, i.Value)))
        {
            switch (group.Key.Kind)
            {
                case "ip":
                    exact[group.Key.Value] = [.. group];
                    break;
                case "cidr" when IpRange.TryParse(group.Key.Value, out var range):
                    ranges.Add((range, [.. group]));
                    break;
            }
        }

        _byOwner[owner] = new OwnerIndicators(exact, RangeTable<List<Indicator>>.Build(ranges));
        Interlocked.Increment(ref _generation);
    }

    /// <summary>Listings of an address that concern a client: its own and everybody's.</summary>
    public IndicatorHit[] Find(string client, string ip, UInt128 address)
    {
        if (_byOwner.IsEmpty)
        {
            return [];
        }

        List<Indicator>? hits = null;
        Collect(client);
        Collect(AllClients);
        if (hits is null)
        {
            return [];
        }

        // What the client's people said of a listing counts for the same listing among everybody's too.
        return [.. hits
            .GroupBy(i => i.List, StringComparer.Ordinal)
            .Select(g => new IndicatorHit(g.Key, g.First().Category, g.Max(i => i.BaseScore), g.Max(i => i.ListedMs), g.Max(i => i.FalsePositiveSightings)))
            .OrderByDescending(h => h.BaseScore)
            .ThenByDescending(h => h.ListedMs)
            .Take(MaxHits)];

        void Collect(string owner)
        {
            if (!_byOwner.TryGetValue(owner, out var indicators))
            {
                return;
            }

            if (indicators.Exact.TryGetValue(ip, out var exact))
            {
                (hits ??= []).AddRange(exact);
            }

            if (indicators.Ranges.Find(address) is { } inRange)
            {
                (hits ??= []).AddRange(inRange);
            }
        }
    }

    private sealed record OwnerIndicators(Dictionary<string, List<Indicator>> Exact, RangeTable<List<Indicator>> Ranges);
}
