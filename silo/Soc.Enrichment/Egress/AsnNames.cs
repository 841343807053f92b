using Soc.Model.Entities;

namespace Soc.Enrichment.Egress;

/// <summary>A guess of what a network is for from the words of its registered name. Whole words: Colombia is no colocation.</summary>
internal static class AsnNames
{
    // In order of weight: "Cloud VPN University" is a VPN.
    private static readonly (EgressClass Class, string[] AnyOf)[] Words =
    [
        (EgressClass.CommercialVpn, ["vpn"]),
        (EgressClass.Satellite, ["satellite", "satcom", "inflight"]),
        (EgressClass.Hosting, ["hosting", "webhosting", "cloud", "datacenter", "datacentre", "datacenters", "datacentres", "server", "servers", "vps", "colo", "colocation", "dedicated", "hoster"]),
        (EgressClass.Mobile, ["mobile", "mobil", "cellular", "wireless", "gsm", "lte"]),
        (EgressClass.Business, ["university", "universitaet", "universite", "universidad", "universidade", "universita", "college", "school", "schools", "hospital", "bank", "ministry", "government", "county", "insurance", "research"]),
        (EgressClass.Residential, ["telecom", "telekom", "telecoms", "telecomunicacoes", "telecomunicaciones", "telecommunications", "broadband", "cable", "fibre", "fiber", "isp", "cablevision", "dsl"]),
    ];

    /// <summary>Unknown when no word says anything.</summary>
    public static EgressClass Guess(string? name)
    {
        if (name is null)
        {
            return EgressClass.Unknown;
        }

        foreach (var (guess, words) in Words)
        {
            foreach (var word in words)
            {
                if (Holds(name, word))
                {
                    return guess;
                }
            }
        }

        return name.Contains("data center", StringComparison.OrdinalIgnoreCase) || name.Contains("data centre", StringComparison.OrdinalIgnoreCase)
            ? EgressClass.Hosting
            : EgressClass.Unknown;
    }

    private static bool Holds(string name, string word)
    {
        for (var at = name.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = name.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetter(name[at - 1])) && (end == name.Length || !char.IsLetter(name[end])))
            {
                return true;
            }
        }

        return false;
    }
}
