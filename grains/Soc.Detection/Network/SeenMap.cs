using System.Numerics;
using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Network;

/// <summary>
/// First and last day of very many things, eight bytes each: a hash table that grows as needed. When its owner's maximum is reached,
/// those that were absent for longest go, a sixteenth at once. The key is a hash: among 65,536 a new one is taken for known once in
/// 65,536 times.
/// </summary>
[GenerateSerializer, Alias("soc.SeenMap")]
public sealed class SeenMap
{
    private const int FirstCapacity = 16;
    private const int SlotBytes = 8;

    // One block of bytes, since it is stored as it is: key, first day and last day in 32, 16 and 16 bits; 0 is an empty slot.
    [Id(0)] private byte[] _slots = [];
    [Id(1)] private int _count;

    public int Count => _count;

    private Span<ulong> Slots => MemoryMarshal.Cast<byte, ulong>(_slots.AsSpan());

    /// <summary>Notes a sighting, and gives what was known before it; null: nothing.</summary>
    /// <param name="key">A hash, not 0.</param>
    public SeenDays? Touch(uint key, ushort day, int max)
    {
        if (_count > 0)
        {
            var slots = Slots;
            ref var slot = ref slots[Place(slots, key)];
            if (slot != 0)
            {
                var before = DaysOf(slot);
                if (day < before.First || day > before.Last)
                {
                    slot = Pack(key, Math.Min(day, before.First), Math.Max(day, before.Last));
                }

                return before;
            }
        }

        if (_count >= max)
        {
            Rebuild(Slots.Length, FirstDayKept());
        }
        else if ((_count + 1) * 4 > Slots.Length * 3)
        {
            Rebuild(Math.Max(FirstCapacity, Slots.Length * 2), 0);
        }

        Slots[Place(Slots, key)] = Pack(key, day, day);
        _count++;
        return null;
    }

    public SeenDays? Find(uint key)
    {
        if (_count == 0 || key == 0)
        {
            return null;
        }

        var slots = Slots;
        var slot = slots[Place(slots, key)];
        return slot == 0 ? null : DaysOf(slot);
    }

    private static SeenDays DaysOf(ulong slot) => new((ushort)(slot >> 16), (ushort)slot);

    private static ulong Pack(uint key, ushort first, ushort last) => ((ulong)key << 32) | ((ulong)first << 16) | last;

    // The slot of a key, or the empty one where it belongs.
    private static int Place(Span<ulong> slots, uint key)
    {
        var mask = slots.Length - 1;
        var at = (int)(BitOperations.RotateLeft(key * 0x9E3779B1, 15) & (uint)mask);
        while (slots[at] != 0 && (uint)(slots[at] >> 32) != key)
        {
            at = (at + 1) & mask;
        }

        return at;
    }

    // The day from which on they are kept, so that a sixteenth of the room is free again.
    private int FirstDayKept()
    {
        var days = new List<ushort>(_count);
        foreach (var slot in Slots)
        {
            if (slot != 0)
            {
                days.Add((ushort)slot);
            }
        }

        days.Sort();
        return days[days.Count / 16] + (days[0] == days[^1] ? 0 : 1);
    }

    private void Rebuild(int capacity, int firstDayKept)
    {
        var old = Slots;
        var most = firstDayKept == 0 ? int.MaxValue : _count - (_count / 16);
        _slots = new byte[capacity * SlotBytes];
        _count = 0;
        foreach (var slot in old)
        {
            if (slot != 0 && (ushort)slot >= firstDayKept && _count < most)
            {
                Slots[Place(Slots, (uint)(slot >> 32))] = slot;
                _count++;
            }
        }
    }
}
