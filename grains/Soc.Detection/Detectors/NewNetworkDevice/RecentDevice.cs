using Orleans;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.NewNetworkDevice;

/// <summary>A device that is new, and what is known of it so far.</summary>
[GenerateSerializer, Immutable, Alias("soc.state.new_network_device.recent")]
public sealed record RecentDevice
{
    [Id(0)] public uint Key { get; init; }

    /// <summary>Event time of the first sighting, ms since the epoch.</summary>
    [Id(1)] public long FirstMs { get; init; }

    [Id(2)] public EventId FirstId { get; init; }

    /// <summary>Hardware address, 48 bits; 0 unknown.</summary>
    [Id(3)] public ulong Mac { get; init; }

    [Id(4)] public string? Name { get; init; }

    [Id(5)] public string? Ip { get; init; }

    [Id(6)] public string? VendorClass { get; init; }

    /// <summary>The agent or product that saw it first.</summary>
    [Id(7)] public string? SeenBy { get; init; }

    /// <summary>Days for which it was absent; 0: never seen.</summary>
    [Id(8)] public int AbsentDays { get; init; }

    /// <summary>Its host name was known, with another hardware address, last seen on this day since the epoch; 0: it was not.</summary>
    [Id(9)] public int NameLastDay { get; init; }

    /// <summary>It was told.</summary>
    [Id(10)] public bool IsTold { get; init; }
}
