using System.Globalization;
using Soc.Simulator.Estate;

namespace Soc.Simulator.Wire;

/// <summary>FortiGate key=value lines.</summary>
public static class FortiGate
{
    public static RawRecord Vpn(Person p, long atMs, string ip, bool success, string tunnelIp = "10.212.134.20")
    {
        var head = $"date={VendorTime.Date(atMs)} time={VendorTime.Clock(atMs)} devname=\"FGT-ZRH-1\" devid=\"FGT60E0000000042\" eventtime={(atMs * 1_000_000).ToString(CultureInfo.InvariantCulture)} tz=\"+0000\" ";
        var body = success
            ? $"logid=\"0101039947\" type=\"event\" subtype=\"vpn\" level=\"information\" vd=\"root\" logdesc=\"SSL VPN tunnel up\" action=\"tunnel-up\" tunneltype=\"ssl-tunnel\" tunnelid={Tunnel(p, atMs)} remip={ip} tunnelip={tunnelIp} user=\"{p.Login}\" group=\"vpn-users\" dst_host=\"N/A\" reason=\"tunnel established\" msg=\"SSL tunnel established\""
            : $"logid=\"0101039426\" type=\"event\" subtype=\"vpn\" level=\"alert\" vd=\"root\" logdesc=\"SSL VPN login fail\" action=\"ssl-login-fail\" tunneltype=\"ssl-web\" tunnelid=0 remip={ip} user=\"{p.Login}\" group=\"N/A\" dst_host=\"N/A\" reason=\"sslvpn_login_permission_denied\" msg=\"SSL user failed to logged in\"";
        return new RawRecord(atMs, p.Company.Client, "fgt_event", head + body);
    }

    private static long Tunnel(Person p, long atMs) => ((atMs / 1000) % 1_000_000_000) + p.Number;
}
