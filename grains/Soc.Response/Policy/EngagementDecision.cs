using Orleans;
using Soc.Model.Incidents;

namespace Soc.Response.Policy;

/// <summary>What the client's rules say about an incident at one moment.</summary>
[GenerateSerializer, Immutable, Alias("soc.EngagementDecision")]
public sealed record EngagementDecision
{
    [Id(0)] public required string Client { get; init; }

    [Id(1)] public required string IncidentId { get; init; }

    [Id(2)] public required long PolicyVersion { get; init; }

    /// <summary>Every entity has at least one; at most one for an entity, an action and shadow or not.</summary>
    [Id(3)] public EngagementStep[] Steps { get; init; } = [];

    /// <summary>Who hears of the incident, from the thresholds, the rules that tell, and what is done.</summary>
    [Id(4)] public EscalationDecision Tell { get; init; }

    /// <summary>Why, in one sentence.</summary>
    [Id(5)] public string TellWhy { get; init; } = "";
}
