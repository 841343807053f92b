using Orleans;

namespace Soc.GrainInterfaces.Clients;

/// <summary>A user of the client was seen with a value: a country, a network, an hour.</summary>
/// <param name="Kind">"country", "asn", "service", "hour".</param>
/// <param name="Value">The value, lower case.</param>
/// <param name="User">User key.</param>
/// <param name="AtMs">Event time, ms since the epoch.</param>
[GenerateSerializer, Immutable, Alias("soc.ClientFact")]
public sealed record ClientFact(
    [property: Id(0)] string Kind,
    [property: Id(1)] string Value,
    [property: Id(2)] string User,
    [property: Id(3)] long AtMs);
