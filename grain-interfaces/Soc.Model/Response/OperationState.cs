using Orleans;

namespace Soc.Model.Response;

/// <summary>All that is known of one containment. It changes only by steps of the operation's core, and everything that is still to be done can be read from it.</summary>
[GenerateSerializer, Immutable, Alias("soc.OperationState")]
public sealed record OperationState
{
    /// <summary>Version of this form.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Most entries of <see cref="History"/>, the newest; those that are not in the audit yet come before the others.</summary>
    public const int MaxHistory = 64;

    /// <summary>Most notices that wait to be told; beyond it the oldest that is no page goes.</summary>
    public const int MaxNotices = 16;

    /// <summary>Most entries of <see cref="Inherited"/>.</summary>
    public const int MaxInherited = 16;

    [Id(0)] public int Version { get; init; } = CurrentVersion;

    [Id(1)] public required OperationProposal Proposal { get; init; }

    [Id(2)] public required OperationStatus Status { get; init; }

    /// <summary>Why it stands there, one sentence.</summary>
    [Id(3)] public required string Reason { get; init; }

    [Id(4)] public required long ProposedMs { get; init; }

    /// <summary>SHA-256 of action, target and limit: what an approval is bound to.</summary>
    [Id(5)] public required string ApprovalHash { get; init; }

    /// <summary>Nothing begins from then on; while people are asked, so long may they approve.</summary>
    [Id(6)] public long StartByMs { get; init; }

    /// <summary>Who agreed; at most two, since then it begins.</summary>
    [Id(7)] public OperationApproval[] Approvals { get; init; } = [];

    /// <summary>When it began; 0 before.</summary>
    [Id(8)] public long BeganMs { get; init; }

    /// <summary>When it ends, wall clock; 0 before it began.</summary>
    [Id(9)] public long UntilMs { get; init; }

    /// <summary>The limit that it is being given; 0 when none.</summary>
    [Id(10)] public long ExtendedUntilMs { get; init; }

    /// <summary>The guard rails are to be asked before anything else.</summary>
    [Id(11)] public bool NeedsGuards { get; init; }

    /// <summary>The call that is on its way, or was when the process died.</summary>
    [Id(12)] public OperationCall? Call { get; init; }

    /// <summary>Calls so far.</summary>
    [Id(13)] public int Calls { get; init; }

    /// <summary>The kind of the call before: an action is never called twice in a row.</summary>
    [Id(14)] public OperationCallKind LastCall { get; init; }

    [Id(15)] public int Applies { get; init; }

    [Id(16)] public int Verifies { get; init; }

    [Id(17)] public int Reverts { get; init; }

    /// <summary>When the next call is due by itself; 0 when none is.</summary>
    [Id(18)] public long NextMs { get; init; }

    /// <summary>What was there before, from the plan; the first one counts.</summary>
    [Id(19)] public ContainmentOutcome? Plan { get; init; }

    /// <summary>What the action came to, as verifying and reverting need it; null before it was called.</summary>
    [Id(20)] public ContainmentOutcome? Applied { get; init; }

    /// <summary>A call of the action ended without a word: it may have happened.</summary>
    [Id(21)] public bool IsUncertain { get; init; }

    /// <summary>Who wants it to end; the engine when its time is over.</summary>
    [Id(22)] public ResponseActor? EndedBy { get; init; }

    /// <summary>It is ended because it was wrong.</summary>
    [Id(23)] public bool IsUndone { get; init; }

    /// <summary>It ends because it failed.</summary>
    [Id(24)] public bool HasFailed { get; init; }

    /// <summary>The client's limits know how it ended.</summary>
    [Id(25)] public bool IsSettled { get; init; }

    [Id(26)] public GuardCheck[] Checks { get; init; } = [];

    [Id(27)] public OperationEvent[] History { get; init; } = [];

    /// <summary>Number of the newest entry of the history; the first is 1.</summary>
    [Id(28)] public int LastEvent { get; init; }

    /// <summary>The audit has everything up to here.</summary>
    [Id(29)] public int AuditedTo { get; init; }

    /// <summary>What is still to be told to people.</summary>
    [Id(30)] public OperationNotice[] Notices { get; init; } = [];

    /// <summary>Number of the newest notice; the first is 1.</summary>
    [Id(31)] public int LastNotice { get; init; }

    /// <summary>When the other product first said that it is so; 0 before.</summary>
    [Id(32)] public long EnforcedMs { get; init; }

    /// <summary>When it was over; 0 before.</summary>
    [Id(33)] public long EndedMs { get; init; }

    /// <summary>Operations that held the same target when this one began.</summary>
    [Id(34)] public string[] SharedWith { get; init; } = [];

    /// <summary>Operations that ended and left to this one what they did, the newest.</summary>
    [Id(35)] public string[] Inherited { get; init; } = [];

    /// <summary>How often undoing waited for another operation that had not begun or failed yet.</summary>
    [Id(36)] public int HoldWaits { get; init; }

    /// <summary>What the connector is asked.</summary>
    public ContainmentOrder Order => new()
    {
        OperationId = Proposal.OperationId,
        Client = Proposal.Client,
        Action = Proposal.Action,
        Target = Proposal.Target,
        UntilMs = ExtendedUntilMs > UntilMs ? ExtendedUntilMs : UntilMs,
        IncidentId = Proposal.IncidentId,
        Reason = Proposal.Reason,
        Inherited = Inherited,
    };
}
