using Orleans;
using Soc.Detection.Network;

namespace Soc.Detection.Detectors.HostSweep;

/// <summary>Memory of host_sweep for a device: made at its first failed connection. Groups are ports, members are hosts.</summary>
[GenerateSerializer, Alias("soc.state.host_sweep")]
public sealed class HostSweepState : DetectorState
{
    [Id(0)] public ScanMemory Scan { get; set; } = new();
}
