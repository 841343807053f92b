using System.IO.Hashing;
using System.Runtime.InteropServices;
using Soc.Model.Events;

namespace Soc.EventLog;

/// <summary>Which partition an event goes to: its user, else its device, else its source address, else the client.</summary>
public static class Partitioner
{
    public static int PartitionOf(SecurityEvent e, int partitionCount) =>
        PartitionOf(e.Client, EntityOf(e), partitionCount);

    /// <summary>The entity that an event's partition is chosen by; empty for the client itself.</summary>
    public static string EntityOf(SecurityEvent e) => e.UserKey ?? e.Device?.Uid ?? e.Device?.Hostname ?? e.Src?.Ip ?? "";

    /// <summary>For a receipt, or any entity of a client.</summary>
    public static int PartitionOf(string client, string entity, int partitionCount)
    {
        var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(client.AsSpan()));
        hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(entity.AsSpan()), unchecked((long)hash));
        return (int)(hash % (ulong)partitionCount);
    }
}
