using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;
using Soc.Model.Entities;

namespace Soc.Silo.Ingest.Silos;

/// <summary>Where entities of other silos were found the last time: a hint, which costs a call more when it is wrong.</summary>
/// <param name="here">Entities of this silo are found without it.</param>
/// <param name="max">Most that are remembered; then all are forgotten, and learned again.</param>
public sealed class EntityPlaces(SiloAddress here, int max = EntityPlaces.DefaultMax)
{
    /// <summary>Some 50 MB.</summary>
    public const int DefaultMax = 500_000;

    private readonly ConcurrentDictionary<EntityKey, SiloAddress> _byKey = new();
    private int _learned;

    public bool TryFind(EntityKey key, [NotNullWhen(true)] out SiloAddress? silo) => _byKey.TryGetValue(key, out silo);

    public void Learn(EntityKey key, SiloAddress silo)
    {
        if (silo.Equals(here))
        {
            Forget(key);
            return;
        }

        _byKey[key] = silo;
        if (Interlocked.Increment(ref _learned) > max)
        {
            Volatile.Write(ref _learned, 0);
            _byKey.Clear();
        }
    }

    public void Forget(EntityKey key) => _byKey.TryRemove(key, out _);
}
