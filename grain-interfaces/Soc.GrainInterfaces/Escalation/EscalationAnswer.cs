using Orleans;
using Soc.Model.Escalation;

namespace Soc.GrainInterfaces.Escalation;

/// <summary>What an escalation answers to a wish.</summary>
/// <param name="State">How it stands; null when there is no such escalation.</param>
/// <param name="Refusal">Why the wish was not followed, one sentence; then nothing changed.</param>
[GenerateSerializer, Immutable, Alias("soc.EscalationAnswer")]
public sealed record EscalationAnswer([property: Id(0)] EscalationState? State, [property: Id(1)] string? Refusal);
