using System.Collections.Frozen;

namespace Soc.Detection.Network;

/// <summary>
/// The part of a host name that somebody registered ("example.co.uk" of "a.b.example.co.uk"). Knows the second levels that countries
/// commonly register under, and not the whole public suffix list: hosting under a shared name ("x.github.io") counts as the host's.
/// </summary>
public static class RegisteredDomain
{
    private const int CountryCodeLength = 2;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> SecondLevels = new[]
    {
        "co", "com", "net", "org", "gov", "gob", "gouv", "govt", "edu", "ac", "mil", "or", "ne", "go", "ltd", "plc", "sch", "nhs", "police",
        "nom", "ind", "firm", "res", "id", "asn", "web", "lg", "ad", "gr", "ed", "in", "mod", "school", "iwi", "geek", "maori", "cri",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The registered part; the whole of a name with one or two labels. No allocation.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> host)
    {
        host = host.TrimEnd('.');
        var last = host.LastIndexOf('.');
        if (last <= 0)
        {
            return host;
        }

        var second = host[..last].LastIndexOf('.');
        var isCountry = host.Length - last - 1 == CountryCodeLength;
        if (second > 0 && isCountry && SecondLevels.Contains(host[(second + 1)..last]))
        {
            second = host[..second].LastIndexOf('.');
        }

        return host[(second + 1)..];
    }
}
