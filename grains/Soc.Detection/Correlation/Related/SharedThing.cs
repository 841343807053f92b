using System.Runtime.InteropServices;
using Soc.Model.Entities;

namespace Soc.Detection.Correlation.Related;

/// <summary>Something outside that an incident is about, and that means the same at another client.</summary>
/// <param name="Kind">Address or Domain.</param>
/// <param name="Value">The address, or the domain that somebody registered.</param>
/// <param name="FirstMs">First event of the incident that it was part of, ms since the epoch.</param>
/// <param name="LastMs">Last event of the incident that it was part of, ms since the epoch.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SharedThing(EntityKind Kind, string Value, long FirstMs, long LastMs)
{
    /// <summary>In place of a client: no client can be called so.</summary>
    private const string Everybody = "*";

    /// <summary>The same for all clients.</summary>
    public string Key => new EntityKey(Everybody, Kind, Value).ToString();

    /// <summary>"the address 203.0.113.7".</summary>
    public string Words => $"the {EntityKey.KindName(Kind)} {Value}";
}
