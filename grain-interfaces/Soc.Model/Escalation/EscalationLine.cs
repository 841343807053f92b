using Orleans;

namespace Soc.Model.Escalation;

/// <summary>What happened in an escalation.</summary>
/// <param name="AtMs">Wall clock, ms since the epoch.</param>
/// <param name="Text">One sentence.</param>
[GenerateSerializer, Immutable, Alias("soc.EscalationLine")]
public sealed record EscalationLine([property: Id(0)] long AtMs, [property: Id(1)] string Text);
