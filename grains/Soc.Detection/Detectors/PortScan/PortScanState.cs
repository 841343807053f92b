using Orleans;
using Soc.Detection.Network;

namespace Soc.Detection.Detectors.PortScan;

/// <summary>Memory of port_scan for a device: made at its first failed connection. Groups are hosts, members are ports.</summary>
[GenerateSerializer, Alias("soc.state.port_scan")]
public sealed class PortScanState : DetectorState
{
    [Id(0)] public ScanMemory Scan { get; set; } = new();

    /// <summary>Lowest port that failed in the episode.</summary>
    [Id(1)] public int LowestPort { get; set; }

    [Id(2)] public int HighestPort { get; set; }
}
