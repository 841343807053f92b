using System.Numerics;
using Orleans;
using Soc.Detection.Network;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.RareDestination;

/// <summary>
/// Memory of rare_destination for a client: destinations by hash in flat arrays, 18 bytes each. When full, what was seen longest ago,
/// on fewest days and by fewest devices makes room.
/// </summary>
[GenerateSerializer, Alias("soc.state.rare_destination")]
public sealed class RareDestinationState : DetectorState
{
    public const int MaxDestinations = 1_500;

    /// <summary>Days after which the devices are counted anew; those of the period before still count.</summary>
    public const int PeriodDays = 30;

    private const int DeviceBits = 64;
    private const int MaxDaysCounted = 30;

    [Id(0)] private uint[] _keys = [];
    [Id(1)] private ushort[] _first = [];
    [Id(2)] private ushort[] _last = [];
    [Id(3)] private byte[] _days = [];
    [Id(4)] private ulong[] _devices = [];
    [Id(5)] private byte[] _told = [];
    [Id(6)] private DistinctSketch _all;
    [Id(7)] private DistinctSketch _allBefore;

    [Id(8)] public int Count { get; set; }

    [Id(9)] public LearningClock Clock { get; set; }

    [Id(10)] public int Period { get; set; }

    /// <summary>Newest day on which a destination had to make room that was seen within the learning time; 0: never.</summary>
    [Id(11)] public ushort CrowdedDay { get; set; }

    /// <summary>Newest day seen, days since the epoch; <see cref="LowTold"/> and <see cref="NewToday"/> begin anew with it.</summary>
    [Id(12)] public ushort Day { get; set; }

    /// <summary>Low findings since that day began, also of late events.</summary>
    [Id(13)] public int LowTold { get; set; }

    /// <summary>Destinations first seen at the client on <see cref="Day"/>.</summary>
    [Id(14)] public int NewToday { get; set; }

    /// <summary>Devices of the client, estimated.</summary>
    internal int Devices => Math.Max(_all.Count, _allBefore.Count);

    internal ushort FirstDay(int at) => _first[at];

    internal ushort LastDay(int at) => _last[at];

    internal int Days(int at) => _days[at];

    internal byte Told(int at) => _told[at];

    /// <summary>Devices that went there: exact for a few, estimated for many (linear counting over 64 bits), of which more than about 200 are not told apart.</summary>
    internal int DevicesOf(int at)
    {
        var set = BitOperations.PopCount(_devices[at]);
        return set >= DeviceBits ? Math.Max(200, Devices) : (int)Math.Round(-DeviceBits * Math.Log((DeviceBits - set) / (double)DeviceBits));
    }

    /// <summary>Where a destination stands in the table; -1 when it is not remembered.</summary>
    internal int Find(uint key) => _keys.AsSpan(0, Count).IndexOf(key);

    internal void NoteDevice(uint device, ushort day)
    {
        var period = day / PeriodDays;
        if (period > Period)
        {
            _allBefore = period == Period + 1 ? _all : default;
            (_all, Period) = (default, period);
        }

        _all.Add(device);
    }

    /// <summary>Notes that a device went to a destination; where it stands in the table.</summary>
    internal int Note(uint key, uint device, ushort day, int learningDays)
    {
        var at = Find(key);
        if (at < 0)
        {
            at = Room(day, learningDays);
            (_keys[at], _first[at], _last[at], _days[at], _devices[at], _told[at]) = (key, day, day, 1, 0, 0);
            NewToday += day == Day ? 1 : 0;
        }
        else if (day != _last[at] && day != _first[at])
        {
            _days[at] = (byte)Math.Min(byte.MaxValue, _days[at] + 1);
        }

        _devices[at] |= 1UL << (int)((device * 0x9E3779B1u) >> 26);
        _last[at] = Math.Max(_last[at], day);

        // It names the signal: once that is told, it does not move.
        _first[at] = _told[at] == 0 ? Math.Min(_first[at], day) : _first[at];
        return at;
    }

    internal void SetTold(int at, double score) => _told[at] = (byte)Math.Clamp(Math.Round(score), 1, 100);

    private int Room(ushort day, int learningDays)
    {
        if (Count < MaxDestinations)
        {
            if (Count == _keys.Length)
            {
                Resize(Math.Min(MaxDestinations, Math.Max(16, Count * 2)));
            }

            return Count++;
        }

        var least = 0;
        for (var i = 1; i < Count; i++)
        {
            least = Worth(i) < Worth(least) ? i : least;
        }

        if (day - _last[least] <= learningDays)
        {
            CrowdedDay = Math.Max(CrowdedDay, day);
        }

        return least;
    }

    // In days: each day and device that knows it keeps it a day longer.
    private int Worth(int at) => _last[at] + Math.Min(MaxDaysCounted, (int)_days[at]) + BitOperations.PopCount(_devices[at]);

    private void Resize(int length)
    {
        Array.Resize(ref _keys, length);
        Array.Resize(ref _first, length);
        Array.Resize(ref _last, length);
        Array.Resize(ref _days, length);
        Array.Resize(ref _devices, length);
        Array.Resize(ref _told, length);
    }
}
