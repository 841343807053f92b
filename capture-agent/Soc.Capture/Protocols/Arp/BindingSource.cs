namespace Soc.Capture.Protocols.Arp;

/// <summary>Who says that an address is a station's.</summary>
public enum BindingSource : byte
{
    Arp,
    Dhcp,
    NeighbourDiscovery,
}
