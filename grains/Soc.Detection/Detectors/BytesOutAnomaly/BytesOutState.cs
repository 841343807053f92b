using Orleans;
using Soc.Detection.Network;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.BytesOutAnomaly;

/// <summary>Memory of bytes_out_anomaly for a device: made when it is first seen or first sends something outside.</summary>
[GenerateSerializer, Alias("soc.state.bytes_out_anomaly")]
public sealed class BytesOutState : DetectorState
{
    /// <summary>Connections whose bytes are counted once. One that is pushed out while it lasts counts from its begin again.</summary>
    public const int MaxConnections = 32;

    /// <summary>Hours open at once: what is late comes between what is live.</summary>
    public const int MaxHours = 3;

    public const int MaxDays = 2;
    public const int MaxUsual = 12;

    /// <summary>By hour class and destination class, then those of whole days by destination class.</summary>
    public const int Baselines = (2 * SendingWindow.Classes) + SendingWindow.Classes;

    [Id(0)] public LearningClock Clock { get; set; }

    [Id(1)] public ConnectionLedger Connections { get; set; } = new();

    /// <summary>Open hours; the one touched last stands last.</summary>
    [Id(2)] public SendingWindow[] Hours { get; set; } = [];

    /// <summary>Open days; the one touched last stands last.</summary>
    [Id(3)] public SendingWindow[] Days { get; set; } = [];

    [Id(4)] public LogBaseline[] Usual { get; set; } = [];

    /// <summary>Destinations that large uploads went to.</summary>
    [Id(5)] public UsualDestination[] Destinations { get; set; } = [];

    /// <summary>By destination class.</summary>
    [Id(6)] public SendingEpisode[] Episodes { get; set; } = [];

    internal UsualDestination? FindDestination(uint key)
    {
        foreach (var destination in Destinations)
        {
            if (destination.Key == key)
            {
                return destination;
            }
        }

        return null;
    }

    internal void NoteLargeDay(uint key, ushort day, long bytes)
    {
        var log = (float)Math.Log(Math.Max(1, bytes));
        var oldest = 0;
        for (var i = 0; i < Destinations.Length; i++)
        {
            var known = Destinations[i];
            if (known.Key == key)
            {
                var days = Math.Min(byte.MaxValue, known.Days + 1);
                Destinations[i] = new UsualDestination(key, (byte)days, Math.Max(day, known.LastDay), known.LogBytes + ((log - known.LogBytes) / Math.Min(days, 10)));
                return;
            }

            oldest = known.LastDay < Destinations[oldest].LastDay ? i : oldest;
        }

        var added = new UsualDestination(key, 1, day, log);
        if (Destinations.Length < MaxUsual)
        {
            Destinations = [.. Destinations, added];
        }
        else if (day >= Destinations[oldest].LastDay)
        {
            Destinations[oldest] = added;
        }
    }
}
