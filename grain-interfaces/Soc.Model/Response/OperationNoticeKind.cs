namespace Soc.Model.Response;

/// <summary>Why people are told something about an operation.</summary>
public enum OperationNoticeKind
{
    Unknown = 0,
    /// <summary>Somebody has to say yes or no.</summary>
    ApprovalWanted = 1,
    /// <summary>Nobody did.</summary>
    ApprovalExpired = 2,
    /// <summary>The guard rails forbid it.</summary>
    Denied = 3,
    /// <summary>It is in force.</summary>
    Enforced = 4,
    /// <summary>It was told to the other product, which does not say that it is so.</summary>
    Unverified = 5,
    /// <summary>It did not happen.</summary>
    Failed = 6,
    /// <summary>It could not be undone: somebody has to do it by hand.</summary>
    RollbackFailed = 7,
    /// <summary>What was there before is there again.</summary>
    RolledBack = 8,
    /// <summary>It could not be made longer.</summary>
    NotExtended = 9,
    /// <summary>It is over, and another operation keeps what it did in force.</summary>
    HandedOver = 10,
}
