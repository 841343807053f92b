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

    /// <summary>Most bytes of the names of hardware addresses, and again of those of which only the address is known: 64 characters each.</summary>
    public const long MaxNameBytes = 8L * 1024 * 1024;

    // As many stations as talk at a time; the same section serves all events of one.
    private const int RecentPlaces = 4_096;

    private readonly Dictionary<MacAddress, string> _nameByMac = [];
    private readonly AddressTexts _texts = new();
    private readonly (MacAddress Mac, DeviceSection Device)[] _recent = new (MacAddress, DeviceSection)[RecentPlaces];
    private readonly NameCache _nameByAddress = new(MaxNames, MaxNameBytes);

    /// <summary>Bytes of the names of hardware addresses.</summary>
    public long NameBytes { get; private set; }

    public AddressBindings Bindings { get; } = new(MaxBindings);

    /// <returns>True when the station was not known by this name.</returns>
    public bool Name(MacAddress mac, string name)
    {
        if (_nameByMac.TryGetValue(mac, out var known) && string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        NameBytes += NameCache.BytesOf(name) - (known is null ? 0 : NameCache.BytesOf(known));
        if ((known is null && _nameByMac.Count >= MaxNames) || NameBytes > MaxNameBytes)
        {
            _nameByMac.Clear();
            NameBytes = NameCache.BytesOf(name);
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

        return AddressKinds.IsInside(address) ? new DeviceSection { Uid = TextOf(address), Hostname = _nameByAddress.Find(address) } : null;
    }

    /// <summary>The address as RFC 5952 writes it.</summary>
    public string TextOf(NetAddress address) => _texts.Of(address);

    public DeviceSection Of(MacAddress mac)
    {
        var name = _nameByMac.GetValueOrDefault(mac);
        ref var recent = ref _recent[(uint)mac.GetHashCode() % RecentPlaces];
        if (recent.Device is null || recent.Mac != mac || !ReferenceEquals(recent.Device.Hostname, name))
        {
            var text = mac.ToString();
            recent = (mac, new DeviceSection { Uid = text, Mac = text, Hostname = name });
        }

        return recent.Device;
    }
}
