using System.Collections.Frozen;

namespace Soc.Parsing.Mapping;

/// <summary>ISO 3166-1 alpha-2 of a country that a firewall names in English, or null for ranges, "Reserved" and names not listed.</summary>
internal static class Countries
{
    private static readonly FrozenDictionary<string, string> ByName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Argentina"] = "AR", ["Australia"] = "AU", ["Austria"] = "AT", ["Bangladesh"] = "BD", ["Belarus"] = "BY", ["Belgium"] = "BE",
        ["Brazil"] = "BR", ["Bulgaria"] = "BG", ["Canada"] = "CA", ["Chile"] = "CL", ["China"] = "CN", ["Colombia"] = "CO",
        ["Croatia"] = "HR", ["Cyprus"] = "CY", ["Czech Republic"] = "CZ", ["Czechia"] = "CZ", ["Denmark"] = "DK", ["Egypt"] = "EG",
        ["Estonia"] = "EE", ["Finland"] = "FI", ["France"] = "FR", ["Germany"] = "DE", ["Greece"] = "GR", ["Hong Kong"] = "HK",
        ["Hungary"] = "HU", ["Iceland"] = "IS", ["India"] = "IN", ["Indonesia"] = "ID", ["Iran"] = "IR", ["Iran, Islamic Republic of"] = "IR",
        ["Iraq"] = "IQ", ["Ireland"] = "IE", ["Israel"] = "IL", ["Italy"] = "IT", ["Japan"] = "JP", ["Kazakhstan"] = "KZ", ["Kenya"] = "KE",
        ["Korea, Republic of"] = "KR", ["Korea Republic Of"] = "KR", ["South Korea"] = "KR", ["Latvia"] = "LV", ["Liechtenstein"] = "LI",
        ["Lithuania"] = "LT", ["Luxembourg"] = "LU", ["Malaysia"] = "MY", ["Maldives"] = "MV", ["Malta"] = "MT", ["Mexico"] = "MX",
        ["Moldova"] = "MD", ["Morocco"] = "MA", ["Netherlands"] = "NL", ["New Zealand"] = "NZ", ["Nigeria"] = "NG", ["North Korea"] = "KP",
        ["Norway"] = "NO", ["Pakistan"] = "PK", ["Panama"] = "PA", ["Peru"] = "PE", ["Philippines"] = "PH", ["Poland"] = "PL",
        ["Portugal"] = "PT", ["Qatar"] = "QA", ["Romania"] = "RO", ["Russia"] = "RU", ["Russian Federation"] = "RU", ["Saudi Arabia"] = "SA",
        ["Serbia"] = "RS", ["Seychelles"] = "SC", ["Singapore"] = "SG", ["Slovakia"] = "SK", ["Slovenia"] = "SI", ["South Africa"] = "ZA",
        ["Spain"] = "ES", ["Sri Lanka"] = "LK", ["Sweden"] = "SE", ["Switzerland"] = "CH", ["Taiwan"] = "TW", ["Thailand"] = "TH",
        ["Tunisia"] = "TN", ["Turkey"] = "TR", ["Ukraine"] = "UA", ["United Arab Emirates"] = "AE", ["United Kingdom"] = "GB",
        ["United States"] = "US", ["Venezuela"] = "VE", ["Vietnam"] = "VN", ["Viet Nam"] = "VN",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string? Code(string? text) => text switch
    {
        null => null,
        { Length: 2 } when char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1]) => text.ToUpperInvariant(),
        _ => ByName.GetValueOrDefault(text),
    };
}
