using System.Collections.Frozen;
using System.Globalization;
using Soc.Model.Entities;

namespace Soc.Enrichment.Egress;

/// <summary>What kind of network an AS is: our own curated rows first, then a guess from its name.</summary>
internal static class AsnClasses
{
    private static readonly FrozenDictionary<int, EgressClass> Curated = Load();

    /// <summary>Number of curated rows.</summary>
    public static int Count => Curated.Count;

    /// <summary>The class, and whether it is only a guess from the registered name.</summary>
    public static (EgressClass Class, bool IsGuess) Of(int asn, string? name)
    {
        if (asn != 0 && Curated.TryGetValue(asn, out var known))
        {
            return (known, false);
        }

        var guess = asn == 0 ? EgressClass.Unknown : AsnNames.Guess(name);
        return (guess, guess != EgressClass.Unknown);
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
            if (columns.Length != 4 || !int.TryParse(columns[0], NumberStyles.None, CultureInfo.InvariantCulture, out var asn) || !TryClass(columns[1], out var egress) || !rows.TryAdd(asn, egress))
            {
                throw new InvalidOperationException($"asn-classes.tsv: '{line}' is no row, or names an AS a second time.");
            }
        }

        return rows.ToFrozenDictionary();
    }
}
