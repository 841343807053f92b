using Orleans;

namespace Soc.Detection.Detectors.Beacon;

/// <summary>Connections of a device to one destination: the newest by time and size, and how many in each of the last 24 hours.</summary>
[GenerateSerializer, Alias("soc.state.beacon.track")]
public sealed class BeaconTrack
{
    /// <summary>Connections kept for intervals and sizes; more of an even series say no more.</summary>
    public const int MaxConnections = 32;

    public const int Hours = 24;
    private const uint HourSeconds = 3_600;
    private const uint DaySeconds = 86_400;

    /// <summary>Hash of the destination's name or address.</summary>
    [Id(0)] public uint Key { get; set; }

    /// <summary>First connection seen, seconds since the epoch. Names the signal.</summary>
    [Id(1)] public uint FirstSeconds { get; set; }

    /// <summary>Connections since then.</summary>
    [Id(2)] public int Connections { get; set; }

    /// <summary>Ascending, seconds since the epoch.</summary>
    [Id(3)] public uint[] Times { get; set; } = [];

    [Id(4)] public uint[] Sizes { get; set; } = [];

    /// <summary>Connections by hour; the last is <see cref="NewestHour"/>.</summary>
    [Id(5)] public ushort[] ByHour { get; set; } = new ushort[Hours];

    /// <summary>Hours since the epoch.</summary>
    [Id(6)] public uint NewestHour { get; set; }

    /// <summary>Mean length of a connection, seconds.</summary>
    [Id(7)] public float MeanLengthSeconds { get; set; }

    /// <summary>Score when weighed last.</summary>
    [Id(8)] public float Score { get; set; }

    /// <summary>Connections since it was weighed.</summary>
    [Id(9)] public byte Unweighed { get; set; }

    /// <summary>Category that was told; 0: nothing was.</summary>
    [Id(10)] public byte ToldCategory { get; set; }

    [Id(11)] public int ToldConnections { get; set; }

    /// <summary>A service that calls evenly by its nature: it makes room first.</summary>
    [Id(12)] public bool IsKnown { get; set; }

    public uint LastSeconds => Times.Length == 0 ? FirstSeconds : Times[^1];

    /// <summary>From the first connection to the last within the hours kept, seconds.</summary>
    internal double SpanSeconds => Math.Min(LastSeconds - Math.Min(LastSeconds, FirstSeconds), DaySeconds);

    internal bool IsIdleAt(uint seconds) => seconds > LastSeconds && seconds - LastSeconds > DaySeconds;

    /// <summary>Takes a connection. False when it is as good as one that is here (another sensor's report, parallel connections), or older than all that is kept.</summary>
    internal bool Add(uint seconds, uint bytes, double lengthSeconds)
    {
        if (IsIdleAt(seconds))
        {
            Restart(seconds);
        }

        var at = Times.Length;
        while (at > 0 && Times[at - 1] > seconds)
        {
            at--;
        }

        if ((at > 0 && seconds - Times[at - 1] <= 1) || (at < Times.Length && Times[at] - seconds <= 1) || (at == 0 && Times.Length == MaxConnections))
        {
            return false;
        }

        Insert(at, seconds, bytes);
        CountHour(seconds / HourSeconds);

        // It names the signal: once that is told, it does not move.
        FirstSeconds = ToldCategory == 0 ? Math.Min(FirstSeconds, seconds) : FirstSeconds;
        Connections++;
        MeanLengthSeconds += (float)((lengthSeconds - MeanLengthSeconds) / Math.Min(Connections, MaxConnections));
        return true;
    }

    private void Insert(int at, uint seconds, uint bytes)
    {
        if (Times.Length < MaxConnections)
        {
            Times = [.. Times.AsSpan(0, at), seconds, .. Times.AsSpan(at)];
            Sizes = [.. Sizes.AsSpan(0, at), bytes, .. Sizes.AsSpan(at)];
            return;
        }

        Array.Copy(Times, 1, Times, 0, at - 1);
        Array.Copy(Sizes, 1, Sizes, 0, at - 1);
        Times[at - 1] = seconds;
        Sizes[at - 1] = bytes;
    }

    private void CountHour(uint hour)
    {
        if (hour > NewestHour)
        {
            var passed = NewestHour == 0 ? Hours : (int)Math.Min(Hours, hour - NewestHour);
            Array.Copy(ByHour, passed, ByHour, 0, Hours - passed);
            Array.Clear(ByHour, Hours - passed, passed);
            NewestHour = hour;
        }

        var back = NewestHour - hour;
        if (back < Hours && ByHour[Hours - 1 - back] < ushort.MaxValue)
        {
            ByHour[Hours - 1 - back]++;
        }
    }

    // What paused for a day is another series.
    private void Restart(uint seconds)
    {
        (FirstSeconds, Connections, Times, Sizes) = (seconds, 0, [], []);
        (Score, Unweighed, ToldCategory, ToldConnections) = (0, 0, 0, 0);
    }
}
