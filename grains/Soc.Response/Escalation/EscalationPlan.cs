using Soc.Model.Policies;

namespace Soc.Response.Escalation;

/// <summary>Who is told, as it is agreed now.</summary>
/// <param name="Chain">The client's people, in order.</param>
/// <param name="WhenNobodyAnswers">One of <see cref="NobodyAnswers"/>.</param>
/// <param name="OnCall">The installation's own people, in order.</param>
public sealed record EscalationPlan(IReadOnlyList<ContactStep> Chain, string WhenNobodyAnswers, IReadOnlyList<ContactStep> OnCall);
