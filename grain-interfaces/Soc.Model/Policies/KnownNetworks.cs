using System.Net;

namespace Soc.Model.Policies;

/// <summary>The networks that a client declared as its own.</summary>
public static class KnownNetworks
{
    /// <summary>The narrowest declared range that holds the address; null when there is none, or it is no address.</summary>
    public static KnownEgress? Find(ClientPolicy policy, string? address)
    {
        if (policy.KnownEgress.Length == 0 || !IPAddress.TryParse(address, out var ip))
        {
            return null;
        }

        KnownEgress? best = null;
        var bestLength = -1;
        foreach (var egress in policy.KnownEgress)
        {
            if (TryParse(egress.Cidr, out var network) && network.Contains(ip) && network.PrefixLength > bestLength)
            {
                (best, bestLength) = (egress, network.PrefixLength);
            }
        }

        return best;
    }

    /// <summary>Reads a range or a single address; a range with host bits set is taken as the range that it means.</summary>
    public static bool TryParse(string? cidr, out IPNetwork network)
    {
        network = default;
        var slash = cidr?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (!IPAddress.TryParse(slash < 0 ? cidr : cidr![..slash], out var ip))
        {
            return false;
        }

        var bits = ip.GetAddressBytes().Length * 8;
        var length = bits;
        if (slash >= 0 && (!int.TryParse(cidr.AsSpan(slash + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out length) || length > bits))
        {
            return false;
        }

        var bytes = ip.GetAddressBytes();
        for (var bit = length; bit < bits; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        network = new IPNetwork(new IPAddress(bytes), length);
        return true;
    }
}
