using Soc.Model.Policies;

namespace Soc.Response.Escalation;

/// <summary>What an installation says of telling people.</summary>
public sealed record EscalationSettings
{
    /// <summary>Where people reach the gateway; null when messages have no links.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The service's own people, one after the other.</summary>
    public ContactStep[] OnCall { get; init; } = [];

    public PagingOptions Limit { get; init; } = PagingOptions.Default;

    public EscalationTimes Times { get; init; } = EscalationTimes.Default;
}
