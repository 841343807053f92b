using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.Beacon;

/// <summary>
/// Memory of beacon for a device. Many destinations in a few bytes each until one is called evenly; then it is followed. Candidates
/// that were seen longest ago make room, where each time that one was seen counts an hour.
/// </summary>
[GenerateSerializer, Alias("soc.state.beacon")]
public sealed class BeaconState : DetectorState
{
    public const int MaxTracks = 6;
    public const int MaxCandidates = 64;
    private const uint SecondsASighting = 3_600;
    private const int MaxSightingsCounted = 12;

    [Id(0)] public LearningClock Clock { get; set; }

    [Id(1)] public BeaconTrack[] Tracks { get; set; } = [];

    [Id(2)] private uint[] _keys = [];
    [Id(3)] private uint[] _last = [];
    [Id(4)] private ushort[] _intervals = [];
    [Id(5)] private byte[] _seen = [];
    [Id(6)] private byte[] _even = [];

    internal BeaconTrack? Find(uint key)
    {
        foreach (var track in Tracks)
        {
            if (track.Key == key)
            {
                return track;
            }
        }

        return null;
    }

    /// <summary>Notes a connection to a destination that is not followed.</summary>
    internal BeaconCandidate Note(uint key, uint seconds)
    {
        var at = Array.IndexOf(_keys, key);
        if (at < 0)
        {
            Keep(key, seconds);
            return new BeaconCandidate(seconds, 0, 1, 0);
        }

        // The order of arrival may differ by a little; connections within a second are one.
        var gap = seconds > _last[at] ? seconds - _last[at] : _last[at] - seconds;
        if (gap <= 1)
        {
            return default;
        }

        var interval = (ushort)Math.Min(gap, ushort.MaxValue);
        var isEven = _intervals[at] != 0 && Math.Abs(interval - _intervals[at]) <= Math.Max(interval, _intervals[at]) / 2;
        _even[at] = isEven ? (byte)Math.Min(byte.MaxValue, _even[at] + 1) : (byte)0;
        _seen[at] = (byte)Math.Min(byte.MaxValue, _seen[at] + 1);
        _last[at] = Math.Max(_last[at], seconds);
        _intervals[at] = interval;
        return new BeaconCandidate(_last[at], interval, _seen[at], _even[at]);
    }

    /// <summary>Follows a destination from now on, if there is room.</summary>
    internal BeaconTrack? Follow(uint key, uint seconds, bool isKnown, double weak)
    {
        var track = new BeaconTrack { Key = key, FirstSeconds = seconds, IsKnown = isKnown };
        if (Tracks.Length < MaxTracks)
        {
            Tracks = [.. Tracks, track];
        }
        else if (LeastWorth(seconds, isKnown, weak) is >= 0 and var least)
        {
            Tracks[least] = track;
        }
        else
        {
            return null;
        }

        Forget(key);
        return track;
    }

    // What is idle goes first, then what is known, then what is not even; what was told stays while it goes on.
    private int LeastWorth(uint seconds, bool isKnown, double weak)
    {
        var (least, worth) = (-1, double.MaxValue);
        for (var i = 0; i < Tracks.Length; i++)
        {
            var track = Tracks[i];
            var isOpen = track.IsIdleAt(seconds) || (track.ToldCategory == 0 && ((track.IsKnown && !isKnown) || (track.Score < weak && track.Connections >= BeaconOptions.Default.MinConnections + BeaconOptions.Default.WeighEvery)));
            var value = (track.IsIdleAt(seconds) ? -2 : track.IsKnown ? -1 : 0) + track.Score;
            if (isOpen && value < worth)
            {
                (least, worth) = (i, value);
            }
        }

        return least;
    }

    private void Keep(uint key, uint seconds)
    {
        var at = 0;
        if (_keys.Length < MaxCandidates)
        {
            at = _keys.Length;
            var length = Math.Min(MaxCandidates, Math.Max(4, at * 2));
            if (at == 0 || _keys[^1] != 0)
            {
                Array.Resize(ref _keys, length);
                Array.Resize(ref _last, length);
                Array.Resize(ref _intervals, length);
                Array.Resize(ref _seen, length);
                Array.Resize(ref _even, length);
            }

            at = Array.IndexOf(_keys, 0u);
        }
        else if (Array.IndexOf(_keys, 0u) is >= 0 and var free)
        {
            at = free;
        }
        else
        {
            for (var i = 1; i < _keys.Length; i++)
            {
                at = Worth(i) < Worth(at) ? i : at;
            }
        }

        (_keys[at], _last[at], _intervals[at], _seen[at], _even[at]) = (key, seconds, 0, 1, 0);
    }

    private long Worth(int at) => _last[at] + (long)(SecondsASighting * Math.Min(MaxSightingsCounted, (int)_seen[at]));

    private void Forget(uint key)
    {
        if (Array.IndexOf(_keys, key) is >= 0 and var at)
        {
            (_keys[at], _last[at], _intervals[at], _seen[at], _even[at]) = (0, 0, 0, 0, 0);
        }
    }
}
