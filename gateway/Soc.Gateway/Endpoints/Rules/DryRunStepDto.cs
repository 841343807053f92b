using Soc.Model.Policies;
using Soc.Model.Response;
using Soc.Response.Policy;

namespace Soc.Gateway.Endpoints.Rules;

/// <summary>What rules say about one entity.</summary>
/// <param name="Entity">Against whom.</param>
/// <param name="AssetClass">What it is to the client; null for files and domains.</param>
/// <param name="Action">Name of the action; null when it is about none.</param>
/// <param name="Mode">What would have been done.</param>
/// <param name="Minutes">For how long; 0 when nothing.</param>
/// <param name="Rule">The rule that won; null when none fits.</param>
/// <param name="Shadow">Only noted.</param>
/// <param name="Why">In words.</param>
public sealed record DryRunStepDto(EntityDto Entity, string? AssetClass, string? Action, string Mode, int Minutes, string? Rule, bool Shadow, string Why)
{
    internal static DryRunStepDto Of(EngagementStep step) => new(
        Wire.Entity(step.Entity),
        step.AssetClass == Model.Policies.AssetClass.None ? null : AssetClasses.NameOf(step.AssetClass),
        step.Action == ContainmentAction.Unknown ? null : ContainmentActions.NameOf(step.Action),
        EngagementModes.NameOf(step.Mode),
        step.Minutes,
        step.RuleId,
        step.Shadow,
        step.Why);
}
