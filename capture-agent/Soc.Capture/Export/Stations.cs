using Soc.Capture.Decode;
using Soc.Capture.Protocols.Arp;
using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>Who is who on the network: which station has an address, and what it calls itself.</summary>
public sealed class Stations
{
    /// <summary>Most addresses known at a time.</summary>
    public const int MaxBindings = 65_536;

    /// <summary>Most names known at a time.</summary>
    public const int MaxNames = 65_536;

    private readonly Dictionary<MacAddress, string> _nameByMac = [];
    private readonly NameCache _nameByAddress = new(MaxNames);

    public AddressBindings Bindings { get; } = new(MaxBindings);

    /// <returns>True when the station was not known by this name.</returns>
    public bool Name(MacAddress mac, string name)
    {
        if (_nameByMac.TryGetValue(mac, out var known) && string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (_nameByMac.Count >= MaxNames)
        {
            _nameByMac.Clear();
        }

        _nameByMac[mac] = name;
        return true;
    }

    /// <summary>As above, for one of which only the address is known.</summary>
    public bool Name(ushort vlan, NetAddress address, string name) =>
        Bindings.TryFind(new BindingKey(vlan, address), out var binding) ? Name(binding.Mac, name) : _nameByAddress.Learn(address, name);

    /// <summary>The station that has an address: by its hardware address where that is known, else by the address itself; null for one outside.</summary>
    public DeviceSection? At(ushort vlan, NetAddress address)
    {
        if (Bindings.TryFind(new BindingKey(vlan, address), out var binding))
        {
            return Of(binding.Mac);
        }

        return AddressKinds.IsInside(address) ? new DeviceSection { Uid = address.ToString(), Hostname = _nameByAddress.Find(address) } : null;
    }

    public DeviceSection Of(MacAddress mac)
    {
        var text = mac.ToString();
        return new DeviceSection { Uid = text, Mac = text, Hostname = _nameByMac.GetValueOrDefault(mac) };
    }
}
