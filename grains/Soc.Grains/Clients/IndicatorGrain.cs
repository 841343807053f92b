using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Indicators;

namespace Soc.Grains.Clients;

/// <inheritdoc cref="IIndicatorGrain"/>
public sealed class IndicatorGrain(IIndicatorStore store, IIndicatorSnapshot snapshot) : Grain, IIndicatorGrain
{
    /// <summary>Most indicators of one owner.</summary>
    public const int MaxIndicators = 2_000_000;

    private readonly Dictionary<(string List, string Kind, string Value), Indicator> _indicators = [];

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var indicator in await store.ReadAsync(this.GetPrimaryKeyString(), cancellationToken))
        {
            _indicators[KeyOf(indicator)] = indicator;
        }
    }

    public async ValueTask<int> AddAsync(Indicator[] indicators, CancellationToken cancellationToken)
    {
        // A list that is loaded again keeps what people said about its entries.
        var merged = indicators
            .Select(i => _indicators.TryGetValue(KeyOf(i), out var known)
                ? i with { FalsePositiveSightings = Math.Max(i.FalsePositiveSightings, known.FalsePositiveSightings), ListedMs = Math.Max(i.ListedMs, known.ListedMs) }
                : i)
            .ToArray();
        var added = merged.Count(i => !_indicators.ContainsKey(KeyOf(i)));
        if (_indicators.Count + added > MaxIndicators)
        {
            throw new InvalidOperationException($"At most {MaxIndicators} indicators are kept; this list would make {_indicators.Count + added}. Remove a list, or send fewer.");
        }

        await StoreAsync(merged, cancellationToken);
        return merged.Length;
    }

    public async ValueTask<bool> FalsePositiveAsync(string value, CancellationToken cancellationToken)
    {
        var hit = _indicators.Values
            .Where(i => string.Equals(i.Value, value, StringComparison.Ordinal))
            .Select(i => i with { FalsePositiveSightings = i.FalsePositiveSightings + 1 })
            .ToArray();
        if (hit.Length == 0)
        {
            return false;
        }

        await StoreAsync(hit, cancellationToken);
        return true;
    }

    public ValueTask<int> CountAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_indicators.Count);

    private async ValueTask StoreAsync(Indicator[] changed, CancellationToken cancellationToken)
    {
        await store.WriteAsync(this.GetPrimaryKeyString(), changed, cancellationToken);
        foreach (var indicator in changed)
        {
            _indicators[KeyOf(indicator)] = indicator;
        }

        snapshot.Publish(this.GetPrimaryKeyString(), [.. _indicators.Values]);
    }

    private static (string List, string Kind, string Value) KeyOf(Indicator i) => (i.List, i.Kind, i.Value);
}
