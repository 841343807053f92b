using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Soc.Model.Entities;

namespace Soc.Grains.Entities;

/// <summary>The entities that are live in this process: where the pump hands events over without a message. Bounded by the activations of the silo.</summary>
public sealed class LiveEntities
{
    private readonly ConcurrentDictionary<EntityKey, LiveEntity> _byKey = new();

    public int Count => _byKey.Count;

    /// <summary>As they are while this is read.</summary>
    public IEnumerable<LiveEntity> All => _byKey.Select(e => e.Value);

    public bool TryFind(EntityKey key, [NotNullWhen(true)] out LiveEntity? entity) => _byKey.TryGetValue(key, out entity);

    /// <summary>A new activation takes the place of an older one that has not ended yet.</summary>
    public void Add(EntityKey key, LiveEntity entity) => _byKey[key] = entity;

    /// <summary>Removes this activation, and no other of the same key.</summary>
    public void Remove(EntityKey key, LiveEntity entity) => _byKey.TryRemove(new KeyValuePair<EntityKey, LiveEntity>(key, entity));
}
