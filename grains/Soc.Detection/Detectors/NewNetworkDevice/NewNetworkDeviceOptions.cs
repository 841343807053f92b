namespace Soc.Detection.Detectors.NewNetworkDevice;

/// <summary>Settings of new_network_device.</summary>
public sealed record NewNetworkDeviceOptions
{
    public static readonly NewNetworkDeviceOptions Default = new();

    /// <summary>Findings under this are not told: a visitor's phone with an address of its own making, in working hours, has 13.</summary>
    public double LeastTold { get; init; } = 15;

    /// <summary>A device that comes back after so many days is told as returned: a quarter, longer than holidays and most leave.</summary>
    public int ReturnDays { get; init; } = 90;

    /// <summary>What is learned of a new device within this time (host name, software) changes its finding.</summary>
    public TimeSpan Refine { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Days of learning after which new devices are counted: on the first ones everything is new.</summary>
    public int DaysBeforeCounting { get; init; } = 3;

    /// <summary>New devices a day from which on one more says less: a guest network, a hotel, a shop.</summary>
    public double ManyADay { get; init; } = 5;

    /// <summary>New devices on one day from which on, if it is also five times the usual, a newly seen part of the network is likelier than so many intruders; at five times as many ordinary ones are no longer told.</summary>
    public int CrowdADay { get; init; } = 20;

    /// <summary>Least weight of a day in the usual number: about ten days' memory.</summary>
    public double Alpha { get; init; } = 0.1;
}
