namespace Soc.Detection.Detectors.HostSweep;

/// <summary>Settings of host_sweep.</summary>
public sealed record HostSweepOptions
{
    public static readonly HostSweepOptions Default = new();

    /// <summary>Hosts that fail on one port within <see cref="WindowSeconds"/> (Zeek's scan policy: 25 in 5 minutes).</summary>
    public int Hosts { get; init; } = 25;

    public int WindowSeconds { get; init; } = 300;

    /// <summary>Hosts that fail on one port on one day, for a sweep that takes its time: twice as many.</summary>
    public int HostsADay { get; init; } = 50;
}
