namespace Soc.Model.Policies;

/// <summary>What an entity is to the client, as far as rules of engagement care. The names are those of <see cref="AssetClasses"/>.</summary>
public enum AssetClass
{
    /// <summary>Of no class: files, domains, the client itself.</summary>
    None = 0,
    Workstation = 1,
    Server = 2,
    /// <summary>Switches, access points, firewalls, printers.</summary>
    NetworkDevice = 3,
    User = 4,
    /// <summary>Administrators, and whoever else can do much harm.</summary>
    PrivilegedUser = 5,
    /// <summary>An account that a program uses.</summary>
    ServiceAccount = 6,
    Address = 7,
}
