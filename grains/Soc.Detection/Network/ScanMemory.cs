using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Network;

/// <summary>
/// Failed attempts of a device, as pairs of group and member: ports of a host, or hosts of a port. A short window of attempts in event
/// time, and the pairs of a day for who takes his time. An ordinary device holds a few dozen bytes, a scanner at most some 2 KB.
/// </summary>
[GenerateSerializer, Alias("soc.ScanMemory")]
public sealed class ScanMemory
{
    /// <summary>Attempts kept for the short window.</summary>
    public const int MaxAttempts = 128;

    /// <summary>Pairs kept of a day; when full, those of the smallest group go.</summary>
    public const int MaxPairs = 128;

    /// <summary>Attempts named in a finding.</summary>
    public const int MaxSamples = 6;

    /// <summary>Groups remembered of an episode.</summary>
    public const int MaxGroups = 32;

    private const int FirstCapacity = 4;

    /// <summary>The same attempt again within so many seconds is a retry.</summary>
    private const int RetrySeconds = 30;

    // Sorted: seconds since the epoch, group and member in 32, 16 and 16 bits.
    [Id(0)] private ulong[] _attempts = [];
    [Id(1)] private int _count;

    // Group and member in 16 bits each, in no order.
    [Id(2)] private uint[] _pairs = [];
    [Id(3)] private int _pairCount;
    [Id(4)] private int _day;

    /// <summary>Hours of the day, 1–24, at which it scanned, with the days.</summary>
    [Id(5)] public SeenTable Hours { get; set; }

    [Id(6)] public Episode Episode { get; set; }

    /// <summary>Groups that reached the threshold in the episode.</summary>
    [Id(7)] public ushort[] Groups { get; set; } = [];

    /// <summary>Different members of each of <see cref="Groups"/>, as far as they were kept apart.</summary>
    [Id(10)] public int[] Members { get; set; } = [];

    [Id(8)] public ScanSample[] Samples { get; set; } = [];

    /// <summary>Days before the episode on which it scanned at this hour; fixed when the episode begins.</summary>
    [Id(9)] public int HabitDays { get; set; }

    /// <summary>Attempts in the short window kept.</summary>
    public int Count => _count;

    /// <summary>Takes an attempt.</summary>
    /// <returns>What it makes together with the others; null when it is a retry.</returns>
    public ScanCounts? Add(long timeMs, ushort group, ushort member, int windowSeconds, int day)
    {
        var seconds = (uint)Math.Clamp(timeMs / 1000, 0, uint.MaxValue);
        var pair = ((uint)group << 16) | member;
        for (var i = _count - 1; i >= 0 && _attempts[i] >> 32 >= Math.Max(seconds, RetrySeconds) - RetrySeconds; i--)
        {
            if ((uint)_attempts[i] == pair && _attempts[i] >> 32 <= seconds + (ulong)RetrySeconds)
            {
                return null;
            }
        }

        Insert(((ulong)seconds << 32) | pair, windowSeconds);
        var today = AddPair(pair, day);
        var (before, firstBefore) = CountOf(group, seconds - Math.Min(seconds, (uint)windowSeconds), seconds);
        var (after, firstAfter) = CountOf(group, seconds, seconds + (ulong)windowSeconds);
        return before >= after ? new ScanCounts(before, firstBefore * 1000L, today) : new ScanCounts(after, firstAfter * 1000L, today);
    }

    /// <summary>Names an attempt, if there is room and it is not named by an earlier one: a host that is tried on three ports is one host.</summary>
    public void AddSample(in ScanSample sample)
    {
        if (Samples.Length < MaxSamples && !IsNamed(sample.Text))
        {
            Samples = [.. Samples, sample];
        }
    }

    private bool IsNamed(string text)
    {
        foreach (var sample in Samples)
        {
            if (string.Equals(sample.Text, text, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private (int Count, long FirstSeconds) CountOf(ushort group, ulong from, ulong to)
    {
        Span<ushort> members = stackalloc ushort[MaxAttempts];
        var (count, first) = (0, 0L);
        for (var i = 0; i < _count; i++)
        {
            var at = _attempts[i] >> 32;
            if (at < from || at > to || (ushort)(_attempts[i] >> 16) != group)
            {
                continue;
            }

            first = first == 0 ? (long)at : first;
            var member = (ushort)_attempts[i];
            if (!members[..count].Contains(member))
            {
                members[count++] = member;
            }
        }

        return (count, first);
    }

    private void Insert(ulong attempt, int windowSeconds)
    {
        if (_count == _attempts.Length)
        {
            // What is over is forgotten before room is made, unless it is what came late among newer ones.
            if (_count > 0 && attempt > _attempts[_count - 1])
            {
                DropBefore(attempt >> 32, (uint)windowSeconds);
            }

            MakeRoom(attempt);
        }

        var at = ~Array.BinarySearch(_attempts, 0, _count, attempt);
        at = at < 0 ? ~at : at;
        Array.Copy(_attempts, at, _attempts, at + 1, _count - at);
        _attempts[at] = attempt;
        _count++;
    }

    private void DropBefore(ulong seconds, uint windowSeconds)
    {
        var kept = Array.FindIndex(_attempts, 0, _count, a => (a >> 32) + windowSeconds >= seconds);
        kept = kept < 0 ? _count : kept;
        Array.Copy(_attempts, kept, _attempts, 0, _count - kept);
        _count -= kept;
    }

    private void MakeRoom(ulong attempt)
    {
        if (_count < _attempts.Length)
        {
            return;
        }

        if (_count < MaxAttempts)
        {
            Array.Resize(ref _attempts, Math.Min(MaxAttempts, Math.Max(FirstCapacity, _count * 2)));
        }
        else if (attempt > _attempts[0] && attempt - _attempts[0] < _attempts[_count - 1] - Math.Min(attempt, _attempts[_count - 1]))
        {
            // Far before the newest: the newest leaves.
            _count--;
        }
        else
        {
            Array.Copy(_attempts, 1, _attempts, 0, --_count);
        }
    }

    // Different members of the group on the day; 0 for a day that is over.
    private int AddPair(uint pair, int day)
    {
        if (day < _day)
        {
            return 0;
        }

        if (day > _day)
        {
            (_day, _pairCount) = (day, 0);
            _pairs = _pairs.Length > FirstCapacity ? [] : _pairs;
        }

        var group = pair >> 16;
        var members = 0;
        var isKnown = false;
        foreach (var p in _pairs.AsSpan(0, _pairCount))
        {
            isKnown |= p == pair;
            members += p >> 16 == group ? 1 : 0;
        }

        if (isKnown)
        {
            return members;
        }

        if (_pairCount == MaxPairs)
        {
            if (members >= MaxPairs / 2)
            {
                return members;
            }

            DropSmallestGroup(group);
        }

        if (_pairCount == _pairs.Length)
        {
            Array.Resize(ref _pairs, Math.Min(MaxPairs, Math.Max(FirstCapacity, _pairCount * 2)));
        }

        _pairs[_pairCount++] = pair;
        return members + 1;
    }

    private void DropSmallestGroup(uint keptGroup)
    {
        var (smallest, fewest) = (keptGroup, int.MaxValue);
        for (var i = 0; i < _pairCount; i++)
        {
            var group = _pairs[i] >> 16;
            var members = 0;
            foreach (var p in _pairs.AsSpan(0, _pairCount))
            {
                members += p >> 16 == group ? 1 : 0;
            }

            if (group != keptGroup && members < fewest)
            {
                (smallest, fewest) = (group, members);
            }
        }

        var kept = 0;
        for (var i = 0; i < _pairCount; i++)
        {
            if (_pairs[i] >> 16 != smallest)
            {
                _pairs[kept++] = _pairs[i];
            }
        }

        // All of one group: the oldest pair makes room.
        if (kept == _pairCount || smallest == keptGroup)
        {
            Array.Copy(_pairs, 1, _pairs, 0, --_pairCount);
        }
        else
        {
            _pairCount = kept;
        }
    }
}
