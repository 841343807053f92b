using System.Text.Json;
using Soc.Simulator.Estate;

namespace Soc.Simulator.Wire;

/// <summary>Duo authentication log, Admin API form.</summary>
public static class Duo
{
    public static RawRecord Authentication(Person p, long atMs, Place place, string ip, bool success = true, string reason = "user_approved") => new(
        atMs,
        p.Company.Client,
        "cisco:duo",
        JsonSerializer.Serialize(new
        {
            access_device = new { ip, hostname = p.Hostname, os = "Windows", os_version = "11", browser = "GlobalProtect", location = new { city = place.City, country = place.Country, state = "" } },
            alias = "",
            application = new { key = "DIX00000000000000GP1", name = "GlobalProtect VPN" },
            auth_device = new { ip, name = "+44 20 7946 0" + (p.Number % 1000).ToString("000", System.Globalization.CultureInfo.InvariantCulture), location = new { city = place.City, country = place.Country, state = "" } },
            email = p.Upn,
            event_type = "authentication",
            factor = "duo_push",
            isotimestamp = VendorTime.Offset(atMs),
            ood_software = (string?)null,
            reason,
            result = success ? "success" : "denied",
            timestamp = atMs / 1000,
            txid = Ids.Guid("duo", p.Upn, ip, VendorTime.Iso(atMs), reason),
            user = new { key = "DU" + Ids.Guid("duouser", p.Upn)[..8].ToUpperInvariant(), name = p.Login, groups = Array.Empty<string>() },
        }));
}
