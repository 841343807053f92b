using Soc.Model.Events;

namespace Soc.Grains.Entities;

/// <summary>
/// The ids of an entity's latest events: sources deliver at least once, and the same event may come a second time with
/// another offset. Half of the 128-bit id is kept; among <see cref="Max"/> ids a chance match is below 1 in 10^17.
/// </summary>
[GenerateSerializer, Alias("soc.RecentEventIds")]
public sealed class RecentEventIds
{
    /// <summary>Most ids kept.</summary>
    public const int Max = 64;

    private const int Initial = 4;

    [Id(0)]
    private ulong[] _ids = [];

    [Id(1)]
    private int _next;

    [Id(2)]
    private int _count;

    /// <summary>False when the id is among the latest; otherwise it is remembered.</summary>
    public bool TryAdd(EventId id)
    {
        var key = id.Low;
        if (_ids.AsSpan(0, _count).Contains(key))
        {
            return false;
        }

        if (_count == _ids.Length && _count < Max)
        {
            Array.Resize(ref _ids, Math.Min(Max, Math.Max(Initial, _count * 2)));
            _next = _count;
        }

        _ids[_next] = key;
        _next = (_next + 1) % Max;
        _count = Math.Min(_count + 1, _ids.Length);
        return true;
    }
}
