using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Soc.Capture.Decode;

namespace Soc.Capture.Reset;

/// <summary>What the agent must never cut itself off from: the machine's own addresses and its gateways.</summary>
public static class ThisHost
{
    private const string ArpTable = "/proc/net/arp";
    private const int MaxArpLines = 10_000;

    /// <summary>The machine's own addresses, and those of its gateways.</summary>
    public static IReadOnlyList<AddressRange> Addresses()
    {
        var interfaces = NetworkInterface.GetAllNetworkInterfaces().Select(i => i.GetIPProperties()).ToList();
        var own = interfaces.SelectMany(i => i.UnicastAddresses).Select(a => a.Address);
        return [.. own.Concat(interfaces.SelectMany(GatewaysOf)).Select(a => AddressRange.Of(Of(a))).Distinct()];
    }

    /// <summary>The gateways' MACs, as far as the machine has talked to them over IPv4.</summary>
    public static IReadOnlyList<MacAddress> GatewayStations()
    {
        var gateways = NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => GatewaysOf(i.GetIPProperties())).Select(a => a.ToString());
        return File.Exists(ArpTable) ? StationsOf(File.ReadLines(ArpTable), gateways.ToHashSet(StringComparer.Ordinal)) : [];
    }

    /// <summary>Reads the kernel's table (proc_pid_net(5)): address, hardware type, flags, hardware address, …</summary>
    internal static IReadOnlyList<MacAddress> StationsOf(IEnumerable<string> lines, IReadOnlySet<string> addresses)
    {
        const int addressAt = 0;
        const int macAt = 3;
        var stations = new List<MacAddress>();
        foreach (var line in lines.Skip(1).Take(MaxArpLines))
        {
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length > macAt && addresses.Contains(cells[addressAt])
                && ulong.TryParse(cells[macAt].Replace(":", "", StringComparison.Ordinal), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits) && bits != 0)
            {
                stations.Add(new MacAddress(bits));
            }
        }

        return stations;
    }

    private static IEnumerable<IPAddress> GatewaysOf(IPInterfaceProperties properties) =>
        properties.GatewayAddresses.Select(g => g.Address).Where(a => !a.Equals(IPAddress.Any) && !a.Equals(IPAddress.IPv6Any));

    private static NetAddress Of(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork ? NetAddress.V4(bytes) : NetAddress.V6(bytes);
    }
}
