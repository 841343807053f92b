using Orleans;
using Orleans.CodeGeneration;
using Soc.Model.Indicators;

namespace Soc.GrainInterfaces.Clients;

/// <summary>The indicators of one client, or of all ("*"): owns the list, tells the snapshots. Key: client id or "*".</summary>
[Alias(WireNames.IndicatorGrain), Version(1)]
public interface IIndicatorGrain : IGrainWithStringKey
{
    /// <summary>Adds or refreshes indicators; completes when durable and visible to the pump of this silo.</summary>
    [Alias("add")]
    ValueTask<int> AddAsync(Indicator[] indicators, CancellationToken cancellationToken);

    /// <summary>Somebody says that the listing of this value was wrong: it weighs less from now on.</summary>
    [Alias("false-positive")]
    ValueTask<bool> FalsePositiveAsync(string value, CancellationToken cancellationToken);

    [Alias("count")]
    ValueTask<int> CountAsync(CancellationToken cancellationToken);
}
