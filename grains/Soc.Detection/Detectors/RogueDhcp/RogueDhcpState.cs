using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.RogueDhcp;

/// <summary>Memory of rogue_dhcp for a client: at most about 12 KB.</summary>
[GenerateSerializer, Alias("soc.state.rogue_dhcp")]
public sealed class RogueDhcpState : DetectorState
{
    /// <summary>Servers remembered; the one that was silent for longest goes first.</summary>
    public const int MaxServers = 64;

    /// <summary>Networks remembered of a server.</summary>
    public const int MaxNetworks = 32;

    [Id(0)] public LearningClock Clock { get; set; }

    [Id(1)] public DhcpServer[] Servers { get; set; } = [];
}
