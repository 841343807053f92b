using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>
/// At which sites of the client something was seen. A site is the client's own network that the device's address belongs to, where the
/// policy names it; else it is called by the agent or firewall that saw it. Two of those that saw the same device are of one site.
/// </summary>
public static class Sites
{
    /// <summary>Names of the sites, in order; several observers of one site stand together ("sensor-1 with fw-1").</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Signal> signals, ClientPolicy policy)
    {
        var sites = new List<Site>();
        foreach (var signal in signals)
        {
            foreach (var place in signal.SeenAt)
            {
                Add(sites, place, signal, policy);
            }
        }

        return [.. sites.Select(s => string.Join(" with ", s.Names.Order(StringComparer.OrdinalIgnoreCase))).Order(StringComparer.OrdinalIgnoreCase)];
    }

    private static void Add(List<Site> sites, SignalPlace place, Signal signal, ClientPolicy policy)
    {
        var declared = KnownNetworks.Find(policy, place.InsideIp) is { IsVpn: false } network ? network.Name : null;
        var name = declared ?? place.Observer;
        var devices = DevicesOf(signal, place).ToArray();

        // Declared names are what the client says: nothing makes one site of two of them.
        var own = sites.FindAll(s => s.Names.Contains(name) || (declared is null && !s.IsDeclared && devices.Any(s.Devices.Contains)));
        var site = own.Count > 0 ? own[0] : new Site(declared is not null);
        if (own.Count == 0)
        {
            sites.Add(site);
        }

        site.Names.Add(name);
        site.Devices.UnionWith(devices);
        foreach (var other in own.Skip(1))
        {
            site.Names.UnionWith(other.Names);
            site.Devices.UnionWith(other.Devices);
            sites.Remove(other);
        }
    }

    // An agent knows a device by its hardware address and a firewall by its IP address: both are told.
    private static IEnumerable<string> DevicesOf(Signal signal, SignalPlace place)
    {
        if (signal.Entity.Kind == EntityKind.Device)
        {
            yield return signal.Entity.Value;
        }

        if (signal.Subject.Device is { Length: > 0 } device)
        {
            yield return device.ToLowerInvariant();
        }

        if (place.InsideIp is { } ip)
        {
            yield return ip;
        }
    }

    private sealed class Site(bool isDeclared)
    {
        public bool IsDeclared { get; } = isDeclared;

        public HashSet<string> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

        public HashSet<string> Devices { get; } = new(StringComparer.OrdinalIgnoreCase);
    }
}
