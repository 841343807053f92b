using System.Collections.Frozen;

namespace Soc.Model.Ocsf;

/// <summary>OCSF metadata.product: whose log an event comes from.</summary>
public sealed record OcsfProduct(string Vendor, string Name)
{
    /// <summary>For events of no known source.</summary>
    public static readonly OcsfProduct Unknown = new("Unknown", "Unknown");

    private static readonly FrozenDictionary<string, OcsfProduct> Known = new Dictionary<string, OcsfProduct>(StringComparer.Ordinal)
    {
        ["panos"] = new("Palo Alto Networks", "PAN-OS"),
        ["fortigate"] = new("Fortinet", "FortiGate"),
        ["entra_signin"] = new("Microsoft", "Entra ID"),
        ["entra_audit"] = new("Microsoft", "Entra ID"),
        ["duo"] = new("Cisco", "Duo Security"),
        ["okta"] = new("Okta", "Okta Identity Cloud"),
        ["cisco_asa"] = new("Cisco", "ASA"),
        ["checkpoint"] = new("Check Point", "Security Gateway"),
        ["windows_security"] = new("Microsoft", "Windows"),
        ["m365_audit"] = new("Microsoft", "Microsoft 365"),
        ["capture"] = new("Soc.Actors", "Capture agent"),
        ["defender"] = new("Microsoft", "Defender XDR"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Product of a source; the source's id stands for the name where it is not known.</summary>
    public static OcsfProduct For(string source) => Known.GetValueOrDefault(source) ?? Unknown with { Name = source };
}
