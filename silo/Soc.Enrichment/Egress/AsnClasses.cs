using System.Collections.Frozen;
using System.Globalization;
using Soc.Model.Entities;

namespace Soc.Enrichment.Egress;

/// <summary>What kind of network an AS is: our own curated rows first, then a guess from its name.</summary>
internal static class AsnClasses
{
    private static readonly FrozenDictionary<int, EgressClass> Curated = Load();

    // Words in a registered name that say what the network is for; the first that occurs decides.
    private static readonly (string Word, EgressClass Class)[] Words =
    [
        ("hosting", EgressClass.Hosting), ("cloud", EgressClass.Hosting), ("datacenter", EgressClass.Hosting),
        ("data center", EgressClass.Hosting), ("server", EgressClass.Hosting), ("vps", EgressClass.Hosting),
        ("colo", EgressClass.Hosting), ("vpn", EgressClass.CommercialVpn), ("satellite", EgressClass.Satellite),
        ("inflight", EgressClass.Satellite), ("mobile", EgressClass.Mobile), ("wireless", EgressClass.Mobile),
        ("cellular", EgressClass.Mobile), ("university", EgressClass.Business), ("bank", EgressClass.Business),
        ("telecom", EgressClass.Residential), ("broadband", EgressClass.Residential), ("cable", EgressClass.Residential),
        ("fibre", EgressClass.Residential), ("fiber", EgressClass.Residential), ("internet service", EgressClass.Residential),
    ];

    public static EgressClass Of(int asn, string? name)
    {
        if (asn == 0)
        {
            return EgressClass.Unknown;
        }

        if (Curated.TryGetValue(asn, out var known))
        {
            return known;
        }

        foreach (var (word, guess) in Words)
        {
            if (name is not null && name.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return guess;
            }
        }

        return EgressClass.Unknown;
    }

    /// <summary>Reads a class name as lists and the table write it.</summary>
    public static bool TryClass(ReadOnlySpan<char> name, out EgressClass result)
    {
        result = name switch
        {
            "residential" => EgressClass.Residential,
            "mobile" => EgressClass.Mobile,
            "business" => EgressClass.Business,
            "hosting" => EgressClass.Hosting,
            "vpn" => EgressClass.CommercialVpn,
            "relay" => EgressClass.PrivacyRelay,
            "satellite" => EgressClass.Satellite,
            "tor" => EgressClass.Tor,
            _ => EgressClass.Unknown,
        };
        return result != EgressClass.Unknown;
    }

    private static FrozenDictionary<int, EgressClass> Load()
    {
        using var stream = typeof(AsnClasses).Assembly.GetManifestResourceStream("asn-classes.tsv")!;
        using var reader = new StreamReader(stream);
        var rows = new Dictionary<int, EgressClass>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var columns = line.Split('\t');
            if (columns.Length != 3 || !int.TryParse(columns[0], NumberStyles.None, CultureInfo.InvariantCulture, out var asn) || !TryClass(columns[1], out var egress) || !rows.TryAdd(asn, egress))
            {
                throw new InvalidOperationException($"asn-classes.tsv: '{line}' is no row, or names an AS a second time.");
            }
        }

        return rows.ToFrozenDictionary();
    }
}
