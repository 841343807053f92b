using Orleans;

namespace Soc.Detection.Windows;

/// <summary>
/// The newest items of a window in event-time order. An item that comes late is put where it belongs, so that a window is
/// the same whatever the order of arrival; an event that comes twice is kept once. Bounded by the caller's named maximum:
/// when full, the oldest leaves, and what is older than all that is kept is not taken.
/// </summary>
[GenerateSerializer, Alias("soc.EventTimeRing`1")]
public sealed class EventTimeRing<T>
    where T : struct, ITimedItem
{
    private const int FirstCapacity = 2;

    [Id(0)] private T[] _items = [];
    [Id(1)] private int _start;
    [Id(2)] private int _count;
    [Id(3)] private long _lastArrivalMs;

    public int Count => _count;

    /// <summary>Items, oldest first. Valid until the next change.</summary>
    public ReadOnlySpan<T> Items => _items.AsSpan(_start, _count);

    /// <summary>Puts an item in its place in time.</summary>
    /// <param name="max">Most items kept.</param>
    /// <returns>False when the event is here already, or is older than everything in a full ring.</returns>
    public bool Insert(in T item, int max)
    {
        var at = FirstAfter(item.TimeMs);
        for (var i = at - 1; i >= 0 && Items[i].TimeMs == item.TimeMs; i--)
        {
            if (Items[i].Id == item.Id)
            {
                return false;
            }
        }

        if (_count >= max)
        {
            if (at == 0)
            {
                return false;
            }

            DropOldest(1);
            at--;
        }

        MakeRoom(max);
        Array.Copy(_items, _start + at, _items, _start + at + 1, _count - at);
        _items[_start + at] = item;
        _count++;
        return true;
    }

    /// <summary>
    /// Puts an item in its place in time, for windows that late events must find whole: a burst that arrives weeks late is kept beside
    /// what is newer. What is over is forgotten only after a pause in arrival; when full, what is furthest in time from the item leaves.
    /// </summary>
    /// <param name="arrivedMs">When the item's event was received, ms since the epoch.</param>
    /// <param name="keepMs">After a pause this long, what lies further than this before the item is forgotten.</param>
    /// <param name="max">Most items kept.</param>
    /// <returns>False when the event is here already.</returns>
    public bool InsertAsItArrives(in T item, long arrivedMs, long keepMs, int max)
    {
        if (_lastArrivalMs != 0 && arrivedMs - _lastArrivalMs > keepMs)
        {
            DropBefore(item.TimeMs - keepMs);
        }

        _lastArrivalMs = Math.Max(_lastArrivalMs, arrivedMs);
        if (_count >= max && item.TimeMs - Items[0].TimeMs < Items[^1].TimeMs - item.TimeMs)
        {
            _items[_start + --_count] = default;
        }

        return Insert(item, max);
    }

    /// <summary>Items with from ≤ time ≤ to, oldest first. Valid until the next change.</summary>
    public ReadOnlySpan<T> Between(long fromMs, long toMs)
    {
        var first = FirstAfter(fromMs - 1);
        return Items[first..Math.Max(first, FirstAfter(toMs))];
    }

    /// <summary>Forgets what is older than a moment.</summary>
    public void DropBefore(long timeMs) => DropOldest(FirstAfter(timeMs - 1));

    /// <summary>Replaces the item at an index by one of the same time.</summary>
    public void Replace(int index, in T item) => _items[_start + index] = item;

    private int FirstAfter(long timeMs)
    {
        var items = Items;

        // Nearly every event is the newest: look there first.
        if (items.Length == 0 || items[^1].TimeMs <= timeMs)
        {
            return items.Length;
        }

        var low = 0;
        var high = items.Length;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (items[middle].TimeMs <= timeMs)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void DropOldest(int count)
    {
        Array.Clear(_items, _start, count);
        _start += count;
        _count -= count;
        if (_count == 0)
        {
            _start = 0;
        }
    }

    // A little more room than the maximum, so that a full ring moves its items once in a while instead of at every event.
    private void MakeRoom(int max)
    {
        if (_start + _count < _items.Length)
        {
            return;
        }

        var limit = max + (max / 4) + 1;
        if (_start > 0 && (_start * 2 >= _items.Length || _items.Length >= limit))
        {
            Array.Copy(_items, _start, _items, 0, _count);
            Array.Clear(_items, _count, _items.Length - _count);
        }
        else
        {
            var larger = new T[Math.Min(limit, Math.Max(FirstCapacity, _items.Length * 2))];
            Array.Copy(_items, _start, larger, 0, _count);
            _items = larger;
        }

        _start = 0;
    }
}
