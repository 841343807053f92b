namespace Soc.Simulator.Estate;

/// <summary>Where somebody is, and the network that he is in there. The addresses belong to real networks, so that geo and ASN databases have something to say.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Prefix">First three octets.</param>
public sealed record Place(string Name, string City, string Country, string Prefix)
{
    public static readonly Place London = new("London, at home (BT)", "London", "GB", "81.129.10");
    public static readonly Place LondonWest = new("Barnes, at home (BT)", "London", "GB", "86.150.20");
    public static readonly Place LondonNorth = new("Hornsey, at home (BT)", "London", "GB", "86.176.33");
    public static readonly Place LondonSky = new("London, at home (Sky)", "London", "GB", "151.224.10");
    public static readonly Place Zurich = new("Zürich (Swisscom)", "Zürich", "CH", "85.1.20");
    public static readonly Place ZurichWest = new("Zürich (Swisscom)", "Zürich", "CH", "83.76.1");
    public static readonly Place Cugy = new("Cugy, Switzerland (Swisscom)", "Cugy", "CH", "178.195.40");
    public static readonly Place Bern = new("Bern (Sunrise)", "Bern", "CH", "62.2.10");
    public static readonly Place Lisbon = new("Lisbon (NOS)", "Lisbon", "PT", "81.84.5");
    public static readonly Place SaoPaulo = new("São Paulo (Claro)", "São Paulo", "BR", "189.100.20");
    public static readonly Place Male = new("Malé, Maldives (Dhiraagu)", "Malé", "MV", "123.176.5");
    public static readonly Place Lagos = new("Lagos (MTN)", "Lagos", "NG", "197.210.5");
    public static readonly Place NewYork = new("New York (Verizon)", "New York", "US", "108.41.5");
    public static readonly Place Moscow = new("Moscow (MGTS)", "Moscow", "RU", "95.165.10");
    public static readonly Place AzureVirginia = new("Azure, Virginia", "Washington", "US", "20.42.10");
    public static readonly Place MobileUk = new("on the train (EE)", "London", "GB", "31.94.10");
    public static readonly Place MobileSwiss = new("on the train (Swisscom mobile)", "Zürich", "CH", "178.197.200");
    public static readonly Place Hetzner = new("Hetzner, Falkenstein", "Falkenstein", "DE", "88.198.10");

    /// <summary>An address in it.</summary>
    public string Ip(int host) => $"{Prefix}.{1 + (Math.Abs(host) % 253)}";
}
