using System.Globalization;
using Soc.Model.Response;
using Soc.Response.GuardRails;

namespace Soc.Response.Operations;

/// <summary>Whether a proposal makes sense.</summary>
internal static class ProposalCheck
{
    /// <returns>What is wrong, one sentence; null when nothing is.</returns>
    public static string? Problem(OperationProposal proposal, OperationTimes times)
    {
        if (IsNoId(proposal.OperationId) || IsNoId(proposal.Client) || IsNoId(proposal.Connector))
        {
            return string.Create(CultureInfo.InvariantCulture, $"An operation needs an id, a client and a connector of 1 to {OperationProposal.MaxIdLength} characters.");
        }

        if (string.Equals(proposal.OperationId, LimitsSwitch.OperationId, StringComparison.Ordinal))
        {
            return $"No operation has the id '{LimitsSwitch.OperationId}': the audit keeps it for what people switch.";
        }

        if (proposal.Action == ContainmentAction.Unknown || !Enum.IsDefined(proposal.Action))
        {
            return "It is not said what is to be done.";
        }

        if (proposal.Target is null || string.IsNullOrWhiteSpace(proposal.Target.Value) || !Enum.IsDefined(proposal.Target.Kind))
        {
            return "It is not said against whom.";
        }

        if (proposal.DurationMs <= 0 || proposal.DurationMs > times.MaxTotalMs)
        {
            return string.Create(CultureInfo.InvariantCulture, $"It needs a limit in time, at most {times.MaxTotalMs / 3_600_000} hours.");
        }

        if (proposal.EvidenceIds.Length > OperationProposal.MaxEvidence || proposal.AskedFor.Length > OperationProposal.MaxAskedFor || proposal.Reason.Length > ContainmentOrder.MaxReasonLength)
        {
            return "Its evidence, its reason, or the list of those who want it is too long.";
        }

        if (Array.Exists(proposal.EvidenceIds, IsNoId) || proposal.RuleId is { Length: > OperationProposal.MaxIdLength } || proposal.IncidentId is { Length: > OperationProposal.MaxIdLength })
        {
            return "One of its ids is too long or empty.";
        }

        var by = proposal.ProposedBy;
        if (by is null || string.IsNullOrWhiteSpace(by.Name) || by.Name.Length > ResponseActor.MaxNameLength)
        {
            return "It is not said who proposes it.";
        }

        return by.Role == ResponseRole.Engine || by.MayEnd ? null : "Only the client's rules, an analyst, a responder or an admin may propose it.";
    }

    private static bool IsNoId(string? id) => string.IsNullOrWhiteSpace(id) || id.Length > OperationProposal.MaxIdLength;
}
