namespace Soc.Model.Response;

/// <summary>What can be said of a status.</summary>
public static class OperationStatuses
{
    /// <summary>Nothing more will happen, whatever comes.</summary>
    public static bool IsFinal(OperationStatus status) => status is OperationStatus.Denied or OperationStatus.DryRun or OperationStatus.Rejected
        or OperationStatus.ApprovalExpired or OperationStatus.Failed or OperationStatus.RolledBack or OperationStatus.Ended;

    /// <summary>Somebody is held off by it now, or may be: it was done, and is not undone yet.</summary>
    public static bool IsInForce(OperationStatus status) => AllInForce.Contains(status);

    /// <summary>All for which <see cref="IsInForce"/> holds.</summary>
    public static IReadOnlyList<OperationStatus> AllInForce { get; } =
        [OperationStatus.Enforced, OperationStatus.EnforcedUnverified, OperationStatus.Extending, OperationStatus.RollbackFailed];

    /// <summary>Reads what <see cref="NameOf"/> writes.</summary>
    public static bool TryParse(string? name, out OperationStatus status)
    {
        status = Array.Find(Enum.GetValues<OperationStatus>(), s => s != OperationStatus.Unknown && string.Equals(NameOf(s), name, StringComparison.Ordinal));
        return status != OperationStatus.Unknown;
    }

    /// <summary>Name in the API and in the audit: "awaiting_approval".</summary>
    public static string NameOf(OperationStatus status) => status switch
    {
        OperationStatus.Proposed => "proposed",
        OperationStatus.Denied => "denied",
        OperationStatus.DryRun => "dry_run",
        OperationStatus.AwaitingApproval => "awaiting_approval",
        OperationStatus.Rejected => "rejected",
        OperationStatus.ApprovalExpired => "approval_expired",
        OperationStatus.Approved => "approved",
        OperationStatus.Executing => "executing",
        OperationStatus.Enforced => "enforced",
        OperationStatus.EnforcedUnverified => "enforced_unverified",
        OperationStatus.Extending => "extending",
        OperationStatus.Failed => "failed",
        OperationStatus.RollingBack => "rolling_back",
        OperationStatus.RolledBack => "rolled_back",
        OperationStatus.RollbackFailed => "rollback_failed",
        OperationStatus.Ended => "ended",
        _ => "unknown",
    };
}
