namespace Soc.Detection.Detectors.NewDevice;

/// <summary>Parameters of new_device.</summary>
public sealed record NewDeviceOptions
{
    public static readonly NewDeviceOptions Default = new();

    /// <summary>A device not seen for this long is new again, days (Sentinel UEBA: first-seen look-back for devices and browsers).</summary>
    public int LookBackDays { get; init; } = 30;

    /// <summary>Points for a device with an id of its own: people do get new devices.</summary>
    public double BaseScore { get; init; } = 30;

    /// <summary>Less when only operating system and client tell it apart, points.</summary>
    public double WeakIdentity { get; init; } = 8;

    /// <summary>From so many devices in the look-back a further one says little (shared desks, virtual desktops; own choice).</summary>
    public int ManyDevices { get; init; } = 8;
}
