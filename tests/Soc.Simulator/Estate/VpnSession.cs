using Soc.Simulator.Wire;

namespace Soc.Simulator.Estate;

/// <summary>A VPN login as each company's firewall and second factor log it.</summary>
internal static class VpnSession
{
    /// <summary>Inner address of a person.</summary>
    public static string TunnelIp(Person p) => $"10.50.{p.Number / 250}.{1 + (p.Number % 250)}";

    /// <summary>Adds what a login with a second factor leaves.</summary>
    /// <returns>When the tunnel is up, ms since the epoch.</returns>
    public static long Connect(List<RawRecord> records, Person p, Place place, string ip, long at, Rng rng)
    {
        var pushMs = 4_000 + rng.Next(20_000);
        if (p.Company != Company.Norvik)
        {
            records.Add(Duo.Authentication(p, at, place, ip));
            records.Add(FortiGate.Vpn(p, at + 3_000, ip, success: true, TunnelIp(p)));
            return at + 3_000 + pushMs;
        }

        records.Add(Duo.Authentication(p, at + pushMs, place, ip));
        records.Add(PanOs.GlobalProtect(p, at + pushMs + 1_000, "gateway-auth", "login", ip, place.Country, success: true));
        records.Add(PanOs.GlobalProtect(p, at + pushMs + 4_000, "gateway-connected", "connected", ip, place.Country, success: true, tunnelIp: TunnelIp(p)));
        return at + pushMs + 20_000;
    }
}
