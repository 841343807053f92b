using System.Net;

namespace Soc.Enrichment.Geo;

/// <summary>A handful of addresses whose place and network everybody knows: a database that fails them is not to be built on.</summary>
internal static class KnownAddresses
{
    // Public resolvers and large access networks, from their operators' own registrations.
    private static readonly (string Ip, int Asn, string? Country)[] Known =
    [
        ("8.8.8.8", 15169, "US"),
        ("1.1.1.1", 13335, null),
        ("195.186.1.110", 3303, "CH"),
        ("81.129.10.5", 2856, "GB"),
        ("98.97.10.20", 14593, "US"),
        ("2001:4860:4860::8888", 15169, null),
    ];

    public static IEnumerable<string> Check(GeoDatabases databases)
    {
        foreach (var (ip, asn, country) in Known)
        {
            var address = IPAddress.Parse(ip);
            if (databases.HasAsn && databases.NetworkOf(address).Number is var found && found != asn)
            {
                yield return $"The ASN database says AS{found} of {ip}, which is AS{asn}: it is old or damaged; networks may be misjudged.";
            }

            if (databases.HasCity && country is not null && databases.PlaceOf(address)?.Country is var place && !string.Equals(place, country, StringComparison.Ordinal))
            {
                yield return $"The city database puts {ip} in {place ?? "no country"}, and it is in {country}: places may be misjudged.";
            }
        }
    }
}
