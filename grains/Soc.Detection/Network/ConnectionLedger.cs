using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.SignIns;
using Soc.Model.Events;

namespace Soc.Detection.Network;

/// <summary>
/// Counts the bytes of a connection once: one that lasts is told again and again with what it sent since its begin, and an agent and a
/// firewall may both tell of it. A flat array up to its owner's maximum; when full, what was not told for longest goes.
/// </summary>
[GenerateSerializer, Alias("soc.ConnectionLedger")]
public sealed class ConnectionLedger
{
    /// <summary>An ended connection smaller than this is not remembered: counted twice, it would change nothing.</summary>
    private const long LeastRememberedBytes = 1_000_000;

    /// <summary>A report of the same ends this long after the end is of a new connection: ports are used again.</summary>
    private const long SameWithinMs = 10 * 60_000;

    [Id(0)] private ConnectionCount[] _counts = [];

    /// <summary>Bytes of this report that were not counted yet.</summary>
    /// <param name="max">The owner's maximum of connections.</param>
    public long NewBytesOut(SecurityEvent e, int max)
    {
        var traffic = e.Traffic!;
        var bytes = Math.Max(0, traffic.BytesOut);
        if (!traffic.IsOngoing && bytes < LeastRememberedBytes && _counts.Length == 0)
        {
            return bytes;
        }

        var key = KeyOf(e);
        var at = key == 0 ? -1 : IndexOf(key);
        if (at < 0)
        {
            if (key != 0 && (traffic.IsOngoing || bytes >= LeastRememberedBytes))
            {
                Add(new ConnectionCount(key, bytes, e.TimeMs, !traffic.IsOngoing), max);
            }

            return bytes;
        }

        var known = _counts[at];
        var isOther = known.IsEnded ? Math.Abs(e.TimeMs - known.LastMs) > SameWithinMs : bytes < known.BytesOut && e.TimeMs > known.LastMs;
        var counted = isOther ? 0 : known.BytesOut;
        _counts[at] = new ConnectionCount(key, isOther ? bytes : Math.Max(bytes, known.BytesOut), Math.Max(e.TimeMs, known.LastMs), isOther ? !traffic.IsOngoing : known.IsEnded || !traffic.IsOngoing);
        return Math.Max(0, bytes - counted);
    }

    // The ends where both ports are known, since every sensor knows them; else the community id.
    private static ulong KeyOf(SecurityEvent e)
    {
        if (e.Src is { Port: > 0, Ip: { } from } && e.Dst is { Port: > 0, Ip: { } to })
        {
            return Hash(from, to, e.Src.Port, e.Dst.Port);
        }

        return e.Traffic!.CommunityId is { Length: > 0 } community ? Tally.KeyOf(community)
            : e.Traffic.IsOngoing && e.Dst?.Ip is { } far ? Hash(e.Src?.Ip, far, 0, e.Dst.Port)
            : 0;
    }

    private static ulong Hash(string? from, string to, int fromPort, int toPort)
    {
        Span<byte> parts = stackalloc byte[24];
        BinaryPrimitives.WriteUInt64LittleEndian(parts, from is null ? 0 : XxHash3.HashToUInt64(MemoryMarshal.AsBytes(from.AsSpan())));
        BinaryPrimitives.WriteUInt64LittleEndian(parts[8..], XxHash3.HashToUInt64(MemoryMarshal.AsBytes(to.AsSpan())));
        BinaryPrimitives.WriteInt32LittleEndian(parts[16..], fromPort);
        BinaryPrimitives.WriteInt32LittleEndian(parts[20..], toPort);
        return XxHash3.HashToUInt64(parts) | 1;
    }

    private int IndexOf(ulong key)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }

    private void Add(in ConnectionCount count, int max)
    {
        if (_counts.Length < max)
        {
            _counts = [.. _counts, count];
            return;
        }

        var oldest = 0;
        for (var i = 1; i < _counts.Length; i++)
        {
            oldest = _counts[i].LastMs < _counts[oldest].LastMs ? i : oldest;
        }

        _counts[oldest] = count;
    }
}
