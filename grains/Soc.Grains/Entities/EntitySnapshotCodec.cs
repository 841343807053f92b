using Orleans.Serialization;
using Soc.Detection;

namespace Soc.Grains.Entities;

/// <summary>Bytes of a snapshot. Separate from the entity, so that it is tested without a cluster.</summary>
public sealed class EntitySnapshotCodec(Serializer serializer)
{
    public byte[] Encode(EntitySnapshot snapshot) => serializer.SerializeToArray(snapshot);

    /// <exception cref="InvalidOperationException">The snapshot was written by a newer version of this program.</exception>
    public EntitySnapshot Decode(byte[] bytes)
    {
        var snapshot = serializer.Deserialize<EntitySnapshot>(bytes) ?? new EntitySnapshot();
        StoredVersion.Check(snapshot.Version, EntitySnapshot.CurrentVersion, "an entity");
        return snapshot;
    }

    public StateSlot Encode(string detector, DetectorState state) => new(detector, serializer.SerializeToArray(state));

    /// <summary>The state, or null when it cannot be read any more: the detector then learns anew.</summary>
    public DetectorState? Decode(StateSlot slot)
    {
        try
        {
            return serializer.Deserialize<DetectorState>(slot.State);
        }
        catch (Exception e) when (e is SerializerException or InvalidCastException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
