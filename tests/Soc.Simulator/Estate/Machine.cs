namespace Soc.Simulator.Estate;

/// <summary>A machine on a client's network.</summary>
/// <param name="Sensor">The capture agent that sees it; null: only the firewall does.</param>
/// <param name="Mac">Hardware address, as agents know machines by; those of the sort 02:… are nobody's.</param>
public sealed record Machine(Company Company, string? Sensor, string Mac, string Ip, string Hostname)
{
    /// <summary>Device key at the gateway: agents name a machine by its hardware address, firewalls by its address.</summary>
    public string Key => Sensor is null ? Ip : Mac;
}
