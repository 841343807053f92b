using Soc.Model.Indicators;

namespace Soc.GrainInterfaces.Storage;

/// <summary>Indicators, per owner: a client id, or "*" for all clients.</summary>
public interface IIndicatorStore
{
    ValueTask<IReadOnlyList<Indicator>> ReadAsync(string owner, CancellationToken cancellationToken);

    ValueTask<IReadOnlyList<string>> ReadOwnersAsync(CancellationToken cancellationToken);

    /// <summary>Inserts or replaces by (owner, list, kind, value); completes when durable.</summary>
    ValueTask WriteAsync(string owner, IReadOnlyList<Indicator> indicators, CancellationToken cancellationToken);
}
