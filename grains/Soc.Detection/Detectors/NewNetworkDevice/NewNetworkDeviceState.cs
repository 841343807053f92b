using Orleans;
using Soc.Detection.Network;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.NewNetworkDevice;

/// <summary>Memory of new_network_device for a client: about 11 bytes a device and as much a host name, 1 MB each at the most.</summary>
[GenerateSerializer, Alias("soc.state.new_network_device")]
public sealed class NewNetworkDeviceState : DetectorState
{
    /// <summary>Devices remembered; those that were absent for longest go first.</summary>
    public const int MaxDevices = 65_536;

    /// <summary>Host names remembered, as devices are.</summary>
    public const int MaxNames = 65_536;

    /// <summary>New devices of which more is being learned.</summary>
    public const int MaxRecent = 64;

    [Id(0)] public LearningClock Clock { get; set; }

    [Id(1)] public SeenMap Devices { get; set; } = new();

    [Id(2)] public SeenMap Names { get; set; } = new();

    /// <summary>Newest last.</summary>
    [Id(3)] public RecentDevice[] Recent { get; set; } = [];

    /// <summary>New devices a day as usual at this client, slowly forgetting.</summary>
    [Id(4)] public double UsualADay { get; set; }

    /// <summary>Days learned of the usual number.</summary>
    [Id(5)] public int LearnedDays { get; set; }

    /// <summary>The day being counted, days since the epoch; 0: none yet.</summary>
    [Id(6)] public int Day { get; set; }

    [Id(7)] public int InThisDay { get; set; }

    /// <summary>Counts a new device of a day; a late one is no part of what is usual now.</summary>
    public void CountNew(int day, double alpha)
    {
        if (Day == 0)
        {
            Day = day;
        }

        if (day < Day)
        {
            return;
        }

        if (day > Day)
        {
            UsualADay += Math.Max(alpha, 1.0 / (LearnedDays + 1)) * (InThisDay - UsualADay);
            var quietDays = day - Day - 1;
            UsualADay *= Math.Pow(1 - alpha, Math.Min(quietDays, 1_000));
            LearnedDays = Math.Min(LearnedDays + 1 + quietDays, 10_000);
            (Day, InThisDay) = (day, 0);
        }

        InThisDay++;
    }
}
