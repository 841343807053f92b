using System.Net;
using Soc.Model.Events;

namespace Soc.Model.Entities;

/// <summary>Which device an event is about.</summary>
public static class DeviceNames
{
    /// <summary>
    /// The source's own id of the device, else its host name. Of network activity that names none, the address inside the client's
    /// network stands for it; null where there is nothing of these.
    /// </summary>
    public static string? Of(SecurityEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Device?.Uid is { Length: > 0 } uid ? uid
            : e.Device?.Hostname is { Length: > 0 } host ? host
            : IsWire(e) && e.Src?.Ip is { } ip && IPAddress.TryParse(ip, out var address) && IpText.IsPrivate(address) ? ip
            : null;
    }

    /// <summary>Network activity as an agent or a firewall sees it; a VPN session is of a person, wherever he is.</summary>
    public static bool IsWire(SecurityEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return (int)e.Class / 1000 == 4 && e.Class != EventClass.TunnelActivity;
    }
}
