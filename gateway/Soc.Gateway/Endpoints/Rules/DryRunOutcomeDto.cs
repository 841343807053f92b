using Soc.Response.Policy;

namespace Soc.Gateway.Endpoints.Rules;

/// <summary>What one set of rules would have done about an incident.</summary>
/// <param name="Tell">"none", "digest", "notify" or "wake".</param>
/// <param name="TellWhy">In words.</param>
/// <param name="Steps">By entity and action.</param>
public sealed record DryRunOutcomeDto(string Tell, string TellWhy, IReadOnlyList<DryRunStepDto> Steps)
{
    internal static DryRunOutcomeDto Of(EngagementDecision decision) =>
        new(Wire.Name(decision.Tell), decision.TellWhy, [.. decision.Steps.Select(DryRunStepDto.Of)]);
}
