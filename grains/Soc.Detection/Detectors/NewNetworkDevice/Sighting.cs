using System.Runtime.InteropServices;
using Soc.Detection.Network;
using Soc.Detection.SignIns;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.NewNetworkDevice;

/// <summary>What an event says of a device on the network.</summary>
/// <param name="Key">Hash that it is known by: of its hardware address, else of its name.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Sighting(uint Key, MacAddress Mac, string? Name, string? Ip, string? VendorClass)
{
    private const string CaptureSource = "capture";

    /// <summary>Null when the event shows no device on the network.</summary>
    public static Sighting? Of(SecurityEvent e)
    {
        var isCapture = string.Equals(e.Source, CaptureSource, StringComparison.Ordinal);
        switch (e.Class)
        {
            case EventClass.DeviceInventory or EventClass.DhcpActivity:
                break;
            case EventClass.NetworkActivity when isCapture && e.Device?.Mac is not null:
                break;
            default:
                return null;
        }

        var name = e.Device?.Hostname is { Length: > 0 } host ? host : null;
        if (MacAddress.TryParse(e.Device?.Mac ?? e.Src?.Mac, out var mac))
        {
            return mac.IsOfOneDevice ? new Sighting(mac.Key, mac, name, IpOf(e), e.Dhcp?.VendorClass) : null;
        }

        // A name alone is a device on the network only where the network itself was looked at: an inventory lists what is anywhere.
        return isCapture && name is not null ? new Sighting(StableHash.Of($"name {name}"), default, name, IpOf(e), e.Dhcp?.VendorClass) : null;
    }

    private static string? IpOf(SecurityEvent e) => e.Dhcp?.AssignedIp is { Length: > 0 } given ? given : e.Src?.Ip;

    /// <summary>The names that its findings are tied by: its own name, and the address that stands for it where traffic names none.</summary>
    public static IEnumerable<EntityKey> KeysOf(string client, RecentDevice device)
    {
        if (device.Name is { } name)
        {
            yield return EntityKey.Device(client, name);
        }

        if (device.Ip is { } ip)
        {
            yield return EntityKey.Device(client, ip);
            yield return EntityKey.Address(client, ip);
        }
    }
}
