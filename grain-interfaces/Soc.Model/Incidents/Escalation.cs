using Orleans;

namespace Soc.Model.Incidents;

/// <summary>The escalation decision with its reason.</summary>
/// <param name="Late">The events came late: the decision is what it would have been, and nobody was woken because of it.</param>
[GenerateSerializer, Immutable, Alias("soc.Escalation")]
public sealed record Escalation(
    [property: Id(0)] EscalationDecision Decision,
    [property: Id(1)] string Reason,
    [property: Id(2)] bool Late);
