using Soc.Enrichment.Ranges;
using Soc.GrainInterfaces.Clients;
using Soc.Model.Indicators;

namespace Soc.Enrichment.Indicators;

/// <inheritdoc cref="IIndicatorSnapshot"/>
public sealed class IndicatorSnapshot : IIndicatorSnapshot
{
    private ListedAddresses _current = ListedAddresses.Empty;

    /// <summary>The listings as they are now; another object after every publication.</summary>
    internal ListedAddresses Current => Volatile.Read(ref _current);

    public void Publish(string owner, IReadOnlyList<Indicator> indicators)
    {
        var ranges = new List<(IpRange, Indicator)>(indicators.Count);
        foreach (var indicator in indicators)
        {
            if (indicator.Kind is "ip" or "cidr" && IpRange.TryParse(indicator.Value, out var range))
            {
                ranges.Add((range, indicator));
            }
        }

        var table = RangeTable<Indicator>.Build(ranges);
        ListedAddresses before;
        do
        {
            before = Current;
        }
        while (Interlocked.CompareExchange(ref _current, before.With(owner, table), before) != before);
    }
}
