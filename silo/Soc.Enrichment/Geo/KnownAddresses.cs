using System.Net;

namespace Soc.Enrichment.Geo;

/// <summary>A handful of addresses whose place and network everybody knows: a database that fails them is not to be built on.</summary>
internal static class KnownAddresses
{
    // Public resolvers and large access networks, from their operators' own registrations. No country for what is announced
    // from everywhere.
    private static readonly (string Ip, int Asn, string? Country)[] Known =
    [
        ("8.8.8.8", 15169, "US"),
        ("1.1.1.1", 13335, null),
        ("195.186.1.111", 3303, "CH"),
        ("86.128.0.1", 2856, "GB"),
        ("98.97.0.1", 14593, "US"),
        ("2001:4860:4860::8888", 15169, null),
        ("2a02:1200::1", 3303, "CH"),
        ("2a00:23c0::1", 2856, "GB"),
    ];

    public static IEnumerable<string> Check(GeoDatabases databases)
    {
        var networks = new List<string>();
        var places = new List<string>();
        foreach (var (ip, asn, country) in Known)
        {
            var address = IPAddress.Parse(ip);
            if (databases.HasAsn && databases.NetworkOf(address).Number is var found && found != asn)
            {
                networks.Add($"{ip} is in AS{asn}, the database says {(found == 0 ? "nothing" : $"AS{found}")}");
            }

            if (country is not null && databases.HasCityFor(address) && databases.PlaceOf(address)?.Country is var place && !string.Equals(place, country, StringComparison.Ordinal))
            {
                places.Add($"{ip} is in {country}, the database says {place ?? "nothing"}");
            }
        }

        if (networks.Count > 0)
        {
            yield return $"The ASN database fails {networks.Count} of {Known.Length} known addresses ({networks[0]}): it is old, damaged or a sample; networks may be misjudged.";
        }

        if (places.Count > 0)
        {
            yield return $"The city database fails {places.Count} of {Known.Count(k => k.Country is not null)} known addresses ({places[0]}): it is old, damaged or a sample; places may be misjudged.";
        }
    }
}
