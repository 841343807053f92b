namespace Soc.Model.Response;

/// <summary>Where an operation stands. The names on the wire are those of <see cref="OperationStatuses"/>.</summary>
public enum OperationStatus
{
    Unknown = 0,
    /// <summary>Asked for; the guard rails look at it for the first time.</summary>
    Proposed = 1,
    /// <summary>The guard rails, or its lateness, forbid it. Nothing was done.</summary>
    Denied = 2,
    /// <summary>Every check was passed, and nothing was done: its rule only watches.</summary>
    DryRun = 3,
    /// <summary>People are asked.</summary>
    AwaitingApproval = 4,
    /// <summary>A person said no, or withdrew it. Nothing was done.</summary>
    Rejected = 5,
    /// <summary>Nobody answered in time. Nothing was done, and a person is told.</summary>
    ApprovalExpired = 6,
    /// <summary>Agreed, by rule or by people: what is there is asked, then the guard rails once more.</summary>
    Approved = 7,
    /// <summary>The other product was told, or is about to be, and it is not yet known whether it is so.</summary>
    Executing = 8,
    /// <summary>The other product says that it is so.</summary>
    Enforced = 9,
    /// <summary>It was accepted, or may have been; the other product does not say that it is so.</summary>
    EnforcedUnverified = 10,
    /// <summary>In force, and its limit is being moved.</summary>
    Extending = 11,
    /// <summary>It did not happen.</summary>
    Failed = 12,
    /// <summary>What was there before is being restored.</summary>
    RollingBack = 13,
    /// <summary>What was there before is there again.</summary>
    RolledBack = 14,
    /// <summary>It could not be restored yet: a person was told, and it is tried again.</summary>
    RollbackFailed = 15,
    /// <summary>Over, with nothing to restore: it was so before we came, or such a thing is not undone.</summary>
    Ended = 16,
}
