namespace Soc.Detection.Detectors.PortScan;

/// <summary>Settings of port_scan.</summary>
public sealed record PortScanOptions
{
    public static readonly PortScanOptions Default = new();

    /// <summary>Ports of one host that fail within <see cref="WindowSeconds"/> (Zeek's scan policy: 15 in 5 minutes).</summary>
    public int Ports { get; init; } = 15;

    public int WindowSeconds { get; init; } = 300;

    /// <summary>Ports of one host that fail on one day, for a scan that takes its time: nearly thrice as many, since a day gathers mishaps.</summary>
    public int PortsADay { get; init; } = 40;

    /// <summary>From this port on systems give ports by chance (RFC 6335): failures there alone are often the ends of something else.</summary>
    public int FirstDynamicPort { get; init; } = 49_152;
}
