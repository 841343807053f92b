using System.Collections.Frozen;

namespace Soc.Parsing.Json;

/// <summary>ISO 3166-1 alpha-2 codes of the country names that Duo and Okta write in English.</summary>
internal static class CountryNames
{
    private static readonly FrozenDictionary<string, string> Codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Argentina"] = "AR", ["Australia"] = "AU", ["Austria"] = "AT", ["Belarus"] = "BY", ["Belgium"] = "BE", ["Brazil"] = "BR",
        ["Bulgaria"] = "BG", ["Canada"] = "CA", ["Chile"] = "CL", ["China"] = "CN", ["Colombia"] = "CO", ["Croatia"] = "HR",
        ["Cyprus"] = "CY", ["Czechia"] = "CZ", ["Czech Republic"] = "CZ", ["Denmark"] = "DK", ["Egypt"] = "EG", ["Estonia"] = "EE",
        ["Finland"] = "FI", ["France"] = "FR", ["Germany"] = "DE", ["Ghana"] = "GH", ["Greece"] = "GR", ["Hong Kong"] = "HK",
        ["Hungary"] = "HU", ["Iceland"] = "IS", ["India"] = "IN", ["Indonesia"] = "ID", ["Iran"] = "IR", ["Ireland"] = "IE",
        ["Israel"] = "IL", ["Italy"] = "IT", ["Japan"] = "JP", ["Kenya"] = "KE", ["Latvia"] = "LV", ["Liechtenstein"] = "LI",
        ["Lithuania"] = "LT", ["Luxembourg"] = "LU", ["Malaysia"] = "MY", ["Malta"] = "MT", ["Mexico"] = "MX", ["Moldova"] = "MD",
        ["Morocco"] = "MA", ["Netherlands"] = "NL", ["The Netherlands"] = "NL", ["New Zealand"] = "NZ", ["Nigeria"] = "NG",
        ["North Korea"] = "KP", ["Norway"] = "NO", ["Pakistan"] = "PK", ["Peru"] = "PE", ["Philippines"] = "PH", ["Poland"] = "PL",
        ["Portugal"] = "PT", ["Romania"] = "RO", ["Russia"] = "RU", ["Russian Federation"] = "RU", ["Saudi Arabia"] = "SA",
        ["Serbia"] = "RS", ["Singapore"] = "SG", ["Slovakia"] = "SK", ["Slovenia"] = "SI", ["South Africa"] = "ZA",
        ["South Korea"] = "KR", ["Korea, Republic of"] = "KR", ["Spain"] = "ES", ["Sweden"] = "SE", ["Switzerland"] = "CH",
        ["Taiwan"] = "TW", ["Thailand"] = "TH", ["Tunisia"] = "TN", ["Turkey"] = "TR", ["Türkiye"] = "TR", ["Ukraine"] = "UA",
        ["United Arab Emirates"] = "AE", ["United Kingdom"] = "GB", ["United States"] = "US", ["United States of America"] = "US",
        ["Vietnam"] = "VN", ["Viet Nam"] = "VN",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The code; the text itself where it is a code already or a name that is not listed; null for none.</summary>
    public static string? Code(string? name) =>
        string.IsNullOrWhiteSpace(name) ? null : Codes.GetValueOrDefault(name) ?? (name.Length == 2 ? name.ToUpperInvariant() : name);
}
