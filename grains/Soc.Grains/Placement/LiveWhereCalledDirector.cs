using System.IO.Hashing;
using Orleans.Runtime.Placement;

namespace Soc.Grains.Placement;

/// <summary>Decides for <see cref="LiveWhereCalled"/>.</summary>
/// <param name="isAnywhere">Spreads the entities over all silos instead: to measure what their place is worth.</param>
public sealed class LiveWhereCalledDirector(bool isAnywhere) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var silos = context.GetCompatibleSilos(target);
        if (!isAnywhere && silos.Contains(context.LocalSilo))
        {
            return Task.FromResult(context.LocalSilo);
        }

        // Of those that can have it, one by its name: the same for whoever asks, while the silos are the same.
        var ordered = silos.Order().ToArray();
        return Task.FromResult(ordered[(int)(XxHash3.HashToUInt64(target.GrainIdentity.Key.AsSpan()) % (ulong)ordered.Length)]);
    }
}
