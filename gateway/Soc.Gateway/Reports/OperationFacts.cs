using Soc.Model.Response;

namespace Soc.Gateway.Reports;

/// <summary>What reports ask of an operation.</summary>
internal static class OperationFacts
{
    /// <summary>By rule alone: no person proposed it or agreed to it.</summary>
    public static bool IsAutomatic(OperationRow operation) => !operation.Proposal.ProposedBy.IsPerson && operation.ApprovedBy.Length == 0;

    /// <summary>The other product confirmed it.</summary>
    public static bool WasInForce(OperationRow operation) => operation.EnforcedMs > 0;

    public static string ActionOf(OperationRow operation) =>
        operation.Proposal.Action == ContainmentAction.Unknown ? "unknown" : ContainmentActions.NameOf(operation.Proposal.Action);
}
