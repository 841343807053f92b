using Soc.Model.Policies;
using Soc.Response.Policy;

namespace Soc.Gateway.Endpoints.Rules;

/// <summary>A client's rules of engagement, said back in words. In a request rules and engagement count; the rest is passed over.</summary>
public sealed record RulesDto
{
    /// <summary>All rules; in a request they replace those that hold.</summary>
    public RuleDto[]? Rules { get; init; }

    /// <summary>In a request it replaces the one that holds, unless it is left out.</summary>
    public EngagementDto? Engagement { get; init; }

    /// <summary>Rules, contact chain, digest and limits in sentences, and warnings of what is probably not meant.</summary>
    public EngagementExplanation? Words { get; init; }

    /// <summary>Version of the policy that they stand in; the ETag.</summary>
    public long? Version { get; init; }

    internal static RulesDto Of(ClientPolicy policy) => new()
    {
        Rules = [.. RuleIds.Fill(policy.RulesOfEngagement).Select(RuleDto.Of)],
        Engagement = EngagementDto.Of(policy.Engagement),
        Words = EngagementWords.Explain(policy),
        Version = policy.Version,
    };
}
