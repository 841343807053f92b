using Orleans;

namespace Soc.Model.Incidents;

/// <summary>An incident of a client that is about something outside which other clients may meet as well.</summary>
/// <param name="Client">The client.</param>
/// <param name="IncidentId">The incident; one that was merged leads to its survivor.</param>
/// <param name="FirstMs">First event that the thing was part of, ms since the epoch.</param>
/// <param name="LastMs">Last event that the thing was part of, ms since the epoch.</param>
[GenerateSerializer, Immutable, Alias("soc.SharedSighting")]
public sealed record SharedSighting(
    [property: Id(0)] string Client,
    [property: Id(1)] string IncidentId,
    [property: Id(2)] long FirstMs,
    [property: Id(3)] long LastMs);
