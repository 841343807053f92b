using Orleans;

namespace Soc.Model.Events;

/// <summary>One end of a connection (OCSF network_endpoint), as the source reports it.</summary>
[GenerateSerializer, Immutable, Alias("soc.EndpointSection")]
public sealed record EndpointSection
{
    /// <summary>Canonical text of the address: IPv4-mapped IPv6 unmapped, IPv6 compressed and lower case; null when there is none.</summary>
    [Id(0)] public string? Ip { get; init; }

    [Id(1)] public int Port { get; init; }

    [Id(2)] public string? Hostname { get; init; }

    [Id(3)] public string? Mac { get; init; }

    [Id(4)] public string? Zone { get; init; }

    /// <summary>Address after translation (NAT), or the tunnel's inner address.</summary>
    [Id(5)] public string? TranslatedIp { get; init; }

    /// <summary>Country as the source claims it (ISO 3166-1 alpha-2 where it can be read); enrichment does not overwrite it.</summary>
    [Id(6)] public string? ClaimedCountry { get; init; }

    /// <summary>City as the source claims it.</summary>
    [Id(7)] public string? ClaimedCity { get; init; }
}
