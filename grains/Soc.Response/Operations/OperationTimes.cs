namespace Soc.Response.Operations;

/// <summary>How long an operation waits for what. All are ms.</summary>
public sealed record OperationTimes
{
    /// <summary>Largest number of plans before it is given up.</summary>
    public const int MaxPlans = 3;

    /// <summary>Largest number of calls of an action that read back as "not so".</summary>
    public const int MaxApplies = 3;

    /// <summary>After so many questions without an answer it counts as unverified, and people are told.</summary>
    public const int VerifiesUntilTold = 5;

    /// <summary>Largest number of questions after a call of an action.</summary>
    public const int MaxVerifies = 12;

    /// <summary>After so many failures to restore what was there a person is told, at the latest.</summary>
    public const int RevertsUntilTold = 3;

    /// <summary>So often it is tried by itself to restore what was there; then only when a person asks.</summary>
    public const int MaxReverts = 24;

    /// <summary>Longest that the other product may ask to wait.</summary>
    public const long MaxRetryAfterMs = 15 * 60_000;

    /// <summary>A clock that goes back by no more than this is one that is being put right.</summary>
    public const long ClockToleranceMs = 60_000;

    public static OperationTimes Default { get; } = new();

    /// <summary>A call that takes longer is broken off: its outcome is unknown.</summary>
    public long CallMs { get; init; } = 30_000;

    /// <summary>Only so long after it was noted a call's caller is taken for dead.</summary>
    public long CallDeadlineMs { get; init; } = 45_000;

    /// <summary>So long people may approve.</summary>
    public long ApprovalMs { get; init; } = 60 * 60_000;

    /// <summary>What was agreed begins within this, or not at all.</summary>
    public long StartWithinMs { get; init; } = 15 * 60_000;

    /// <summary>Longest from its beginning to its last limit, extensions included.</summary>
    public long MaxTotalMs { get; init; } = 7 * 24 * 3_600_000L;

    /// <summary>First pause between two questions whether it is so; doubled each time.</summary>
    public long VerifyPauseMs { get; init; } = 1_000;

    public long MaxVerifyPauseMs { get; init; } = 5 * 60_000;

    /// <summary>First pause between two tries to restore what was there; doubled each time.</summary>
    public long RevertPauseMs { get; init; } = 10_000;

    public long MaxRevertPauseMs { get; init; } = 3_600_000;

    /// <summary>The pause after so many tries, or what the other product asks for if that is longer.</summary>
    internal static long Pause(long firstMs, long mostMs, int tries, long askedMs)
    {
        var pause = Math.Min(mostMs, firstMs << Math.Clamp(tries - 1, 0, 20));
        return Math.Max(pause, Math.Clamp(askedMs, 0, MaxRetryAfterMs));
    }
}
