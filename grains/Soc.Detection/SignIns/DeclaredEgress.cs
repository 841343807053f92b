using System.Net;
using Soc.Model.Policies;

namespace Soc.Detection.SignIns;

/// <summary>Finds the client's own egress that an address belongs to.</summary>
internal static class DeclaredEgress
{
    /// <summary>The narrowest declared range that holds the address; null when none does or the policy cannot be read.</summary>
    public static KnownEgress? Of(string? ip, ClientPolicy policy)
    {
        KnownEgress? best = null;
        var bestLength = -1;
        if (policy.KnownEgress.Length == 0 || !IPAddress.TryParse(ip, out var address))
        {
            return null;
        }

        foreach (var egress in policy.KnownEgress)
        {
            var length = Match(egress.Cidr, address);
            if (length > bestLength)
            {
                (best, bestLength) = (egress, length);
            }
        }

        return best;
    }

    private static int Match(string cidr, IPAddress address)
    {
        if (IPNetwork.TryParse(cidr, out var network))
        {
            return network.Contains(address) ? network.PrefixLength : -1;
        }

        return IPAddress.TryParse(cidr, out var single) && single.Equals(address) ? 128 : -1;
    }
}
