using Soc.Model.Entities;
using Soc.Model.Response;

namespace Soc.Gateway.Endpoints;

/// <summary>What was done about an incident, or is to be; <c>GET /responses/{id}</c> has all of it.</summary>
/// <param name="Action">"block_address" …</param>
/// <param name="Status">"awaiting_approval", "enforced", "rolled_back" …</param>
/// <param name="InForce">Somebody is held off by it now, or may be.</param>
/// <param name="Reason">Why it stands there, one sentence.</param>
/// <param name="Until">When it ends, or ended at the latest; null before it began.</param>
public sealed record IncidentResponseDto(string Id, string Action, EntityDto Target, string Connector, string Status, bool InForce, string Reason, string? Until)
{
    public static IncidentResponseDto Of(OperationRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(
            row.OperationId,
            ContainmentActions.NameOf(row.Proposal.Action),
            new EntityDto(EntityKey.KindName(row.Proposal.Target.Kind), row.Proposal.Target.Value),
            row.Proposal.Connector,
            OperationStatuses.NameOf(row.Status),
            OperationStatuses.IsInForce(row.Status),
            row.Reason,
            Wire.TimeOrNull(row.UntilMs));
    }
}
