namespace Soc.Simulator.Estate;

/// <summary>A client company.</summary>
/// <param name="Client">Client id at the gateway.</param>
public sealed record Company(string Client, string Name, string Domain, string NetBios, string TimeZone, string OfficeIp)
{
    public static readonly Company Norvik = new("demo", "Norvik Marine Insurance", "norvik.example", "NORVIK", "Europe/London", "81.129.200.10");
    public static readonly Company Atelier = new("atelier", "Atelier Sonnberg", "sonnberg.example", "SONNBERG", "Europe/Zurich", "85.1.200.10");
    public static readonly Company Kanzlei = new("kanzlei", "Kanzlei Amsel und Partner", "amsel-partner.example", "AMSEL", "Europe/Zurich", "62.2.200.10");

    public static readonly IReadOnlyList<Company> All = [Norvik, Atelier, Kanzlei];

    /// <summary>Where people who are on the company's VPN leave to the internet: in the office's range, next to its own address.</summary>
    public string VpnExitIp => OfficeIp[..OfficeIp.LastIndexOf('.')] + ".20";

    public string TenantId => Ids.Guid("tenant", Domain);
}
