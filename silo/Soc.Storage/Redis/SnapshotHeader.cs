using System.Buffers.Binary;
using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.Redis;

/// <summary>What stands before a state: writer and version, 8 bytes each, big-endian.</summary>
internal static class SnapshotHeader
{
    public const int Bytes = 2 * sizeof(long);

    public static byte[] Of(EntityStamp stamp)
    {
        var bytes = new byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, stamp.Writer);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(sizeof(long)), stamp.Version);
        return bytes;
    }

    /// <returns>Null when it is no snapshot.</returns>
    public static StoredEntity? Read(ReadOnlySpan<byte> stored) => stored.Length < Bytes
        ? null
        : new StoredEntity(stored[Bytes..].ToArray(), new EntityStamp(BinaryPrimitives.ReadInt64BigEndian(stored), BinaryPrimitives.ReadInt64BigEndian(stored[sizeof(long)..])));
}
