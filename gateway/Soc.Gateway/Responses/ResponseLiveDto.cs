using Soc.Gateway.Endpoints;
using Soc.Model.Response;
using Soc.Response.Operations;

namespace Soc.Gateway.Responses;

/// <summary>An operation's own state, as it is this moment.</summary>
/// <param name="WaitsFor">What has to happen next, one sentence; null when it is over.</param>
/// <param name="ApprovalsNeeded">How many people must agree; 0 when none has to.</param>
/// <param name="Checks">What every guard rail said last.</param>
/// <param name="Plan">What the connector said that it would do, and what was there before; null while it was not asked.</param>
/// <param name="History">What happened, oldest first; the newest 64 entries.</param>
public sealed record ResponseLiveDto(
    string? WaitsFor, int ApprovalsNeeded, ResponseApprovalDto[] Approvals, ResponseCheckDto[] Checks, string? Plan, ResponseEventDto[] History)
{
    public static ResponseLiveDto Of(OperationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(
            OperationWait.Of(state),
            state.Proposal.NeedsApproval ? OperationCore.ApprovalsNeeded(state.Proposal) : 0,
            Array.ConvertAll(state.Approvals, a => new ResponseApprovalDto(ResponseActorDto.Of(a.By), Wire.Time(a.AtMs))),
            ResponseCheckDto.Of(state.Checks),
            state.Plan?.Reason,
            Array.ConvertAll(state.History, ResponseEventDto.Of));
    }
}
