namespace Soc.Detection.Detectors.LateralMovement;

/// <summary>Settings of lateral_movement; no open source gives figures for a single device, so that these are ours.</summary>
public sealed record LateralMovementOptions
{
    public static readonly LateralMovementOptions Default = new();

    /// <summary>Findings under this are not told: one new server over SMB, or one host over RDP.</summary>
    public double LeastTold { get; init; } = 20;

    /// <summary>The same while the device is being learned: at first each finds its servers, and half of the score of a fan-out over five hosts is no news.</summary>
    public double LeastWhileLearning { get; init; } = 30;

    /// <summary>Points more from which on a running finding is told again.</summary>
    public double WorseBy { get; init; } = 8;

    /// <summary>New hosts within this time belong together.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a host that was reached counts as known (as Sentinel's look-back for devices of a user, thrice).</summary>
    public int LookBackDays { get; init; } = 90;

    /// <summary>Hosts within the window up to which the whole day is looked at.</summary>
    public int FewHosts { get; init; } = 3;

    /// <summary>New hosts within a day, few at a time, from which on it is slow on purpose.</summary>
    public int SlowHosts { get; init; } = 6;

    /// <summary>Known targets from which on the device is one that administers.</summary>
    public int SomeTargets { get; init; } = 12;

    public int ManyTargets { get; init; } = 30;

    /// <summary>Days of the last month with new hosts, from which on new hosts are its habit.</summary>
    public int HabitDays { get; init; } = 6;
}
