using Orleans;

namespace Soc.Model.Events;

/// <summary>Traffic of a connection (OCSF traffic and connection_info).</summary>
[GenerateSerializer, Immutable, Alias("soc.TrafficSection")]
public sealed record TrafficSection
{
    /// <summary>Bytes from source to destination.</summary>
    [Id(0)] public long BytesOut { get; init; }

    /// <summary>Bytes from destination to source.</summary>
    [Id(1)] public long BytesIn { get; init; }

    [Id(2)] public long PacketsOut { get; init; }

    [Id(3)] public long PacketsIn { get; init; }

    /// <summary>IANA protocol number; 0 unknown.</summary>
    [Id(4)] public int ProtocolNumber { get; init; }

    /// <summary>Application as the firewall identified it ("ssl", "dropbox").</summary>
    [Id(5)] public string? Application { get; init; }

    [Id(6)] public string? Rule { get; init; }

    /// <summary>Action as written by the source, lower case ("allow", "deny", "reset-both").</summary>
    [Id(7)] public string? Action { get; init; }

    /// <summary>OCSF direction_id: 0 unknown, 1 inbound, 2 outbound, 3 lateral, 4 local.</summary>
    [Id(8)] public int DirectionId { get; init; }

    /// <summary>State of the connection as Zeek names it ("S0", "SF", "REJ"); null where the source does not say.</summary>
    [Id(9)] public string? State { get; init; }

    /// <summary>What happened on it, Zeek's letters ("ShADadFf").</summary>
    [Id(10)] public string? History { get; init; }

    /// <summary>Community id, version 1 ("1:…="): the same for all who see the connection.</summary>
    [Id(11)] public string? CommunityId { get; init; }

    /// <summary>From the first to the newest packet, milliseconds.</summary>
    [Id(12)] public long DurationMs { get; init; }

    /// <summary>It lasts still: bytes and packets are since its begin, and are told again.</summary>
    [Id(13)] public bool IsOngoing { get; init; }
}
