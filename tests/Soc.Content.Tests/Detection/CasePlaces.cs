using System.Collections.Frozen;

namespace Soc.Content.Tests.Detection;

/// <summary>Places that cases name, so that a line stays short. Networks are invented, addresses from documentation ranges.</summary>
internal static class CasePlaces
{
    public static readonly FrozenDictionary<string, CasePlace> All = new Dictionary<string, CasePlace>(StringComparer.OrdinalIgnoreCase)
    {
        ["zurich"] = new("CH", "Zürich", 47.37, 8.54, "198.51.100.7", 64496, "Alpine Broadband"),
        ["geneva"] = new("CH", "Genève", 46.20, 6.14, "198.51.101.7", 64496, "Alpine Broadband"),
        ["london"] = new("GB", "London", 51.51, -0.13, "203.0.113.20", 64497, "Thames Fibre"),
        ["manchester"] = new("GB", "Manchester", 53.48, -2.24, "203.0.114.20", 64497, "Thames Fibre"),
        ["paris"] = new("FR", "Paris", 48.86, 2.35, "203.0.115.30", 64498, "Seine Telecom"),
        ["frankfurt"] = new("DE", "Frankfurt am Main", 50.11, 8.68, "203.0.116.40", 64499, "Main Netz"),
        ["newyork"] = new("US", "New York", 40.71, -74.01, "192.0.2.50", 64500, "Hudson Cable"),
        ["ashburn"] = new("US", "Ashburn", 39.04, -77.49, "192.0.3.60", 64501, "Big Cloud Hosting"),
        ["saopaulo"] = new("BR", "São Paulo", -23.55, -46.63, "192.0.4.70", 64502, "Paulista Net"),
        ["lagos"] = new("NG", "Lagos", 6.45, 3.39, "192.0.5.80", 64503, "Lagos Online"),
        ["singapore"] = new("SG", "Singapore", 1.35, 103.82, "192.0.6.90", 64504, "Straits Fibre"),
        ["sydney"] = new("AU", "Sydney", -33.87, 151.21, "192.0.7.100", 64505, "Harbour Broadband"),
        ["male"] = new("MV", "Malé", 4.18, 73.51, "192.0.8.110", 64506, "Atoll Telecom"),
        ["auckland"] = new("NZ", "Auckland", -36.85, 174.76, "192.0.9.120", 64507, "Kiwi Fibre"),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
