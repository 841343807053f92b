using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.FortiGate;

/// <summary>Hands a record to the mapping of its type and subtype.</summary>
internal static class FortiMapping
{
    public static ParseResult Map(in FortiRecord r)
    {
        var type = r.F[FortiField.Type];
        var subtype = r.F[FortiField.Subtype];

        // CEF: cat=event:vpn
        var colon = type.IndexOf((byte)':');
        if (colon > 0)
        {
            subtype = subtype.IsEmpty ? type[(colon + 1)..] : subtype;
            type = type[..colon];
        }

        if (type.EqualsIgnoreCase("traffic"u8))
        {
            return FortiNetwork.Traffic(r, "traffic");
        }

        if (type.EqualsIgnoreCase("event"u8))
        {
            return subtype.EqualsIgnoreCase("vpn"u8) ? FortiVpn.Map(r)
                : subtype.EqualsIgnoreCase("user"u8) ? FortiUser.Map(r)
                : subtype.EqualsIgnoreCase("system"u8) || subtype.EqualsIgnoreCase("admin"u8) ? FortiUser.MapAdministrator(r)
                : ParseResult.Skipped(Reasons.SystemEvent);
        }

        if (type.EqualsIgnoreCase("utm"u8) || type.EqualsIgnoreCase("ids"u8))
        {
            return FortiNetwork.Utm(r, subtype);
        }

        // Older releases: type=anomaly, type=ips, type=webfilter, type=dns …
        return type.EqualsIgnoreCase("anomaly"u8) || type.EqualsIgnoreCase("ips"u8) || type.EqualsIgnoreCase("virus"u8) || type.EqualsIgnoreCase("webfilter"u8)
            || type.EqualsIgnoreCase("dns"u8) || type.EqualsIgnoreCase("app-ctrl"u8) || type.EqualsIgnoreCase("dlp"u8) || type.EqualsIgnoreCase("attack"u8)
            ? FortiNetwork.Utm(r, type)
            : ParseResult.Skipped(Reasons.UnmappedType);
    }
}
