using Soc.Model.Escalation;
using Soc.Model.Policies;

namespace Soc.Response.Escalation;

/// <summary>What is to be done now; empty when nothing is.</summary>
public sealed record EscalationEffects
{
    public static readonly EscalationEffects None = new();

    /// <summary>Whom to tell; empty for nobody.</summary>
    public IReadOnlyList<ContactStep> Tell { get; init; } = [];

    public NoticeKind Kind { get; init; }

    /// <summary>Number of the notice within the incident.</summary>
    public int Notice { get; init; }

    /// <summary>The whole chain was told in vain: what the client agreed for that case is due.</summary>
    public bool IsUnanswered { get; init; }
}
