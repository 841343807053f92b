using Orleans;
using Soc.Model.Response;

namespace Soc.Response.GuardRails;

/// <summary>What a client's limits count by. Immutable: what is stored is what is counted.</summary>
[GenerateSerializer, Immutable, Alias("soc.LimitsState")]
public sealed record LimitsState
{
    /// <summary>Version of this form; a higher one than this stops the grain with a clear error rather than being misread.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Most places, of actions that are in force or were taken within the hour. When all are taken nothing more is done.</summary>
    public const int MaxPlaces = 2_048;

    /// <summary>Most endings that the rate of undone actions is counted over, the newest; more than a client's limits can ask for at least.</summary>
    public const int MaxEndings = 256;

    /// <summary>Most changes by people that wait for the audit; while so many do, there are no more of them.</summary>
    public const int MaxToAudit = 64;

    [Id(0)] public int Version { get; init; } = CurrentVersion;

    [Id(1)] public BudgetPlace[] Places { get; init; } = [];

    /// <summary>How actions ended, oldest first.</summary>
    [Id(9)] public BudgetEnding[] Endings { get; init; } = [];

    /// <summary>Nothing is done at this client: a person said so.</summary>
    [Id(3)] public bool IsKilled { get; init; }

    /// <summary>Who switched it last, and why.</summary>
    [Id(4)] public ResponseActor? KilledBy { get; init; }

    [Id(5)] public string KilledWhy { get; init; } = "";

    [Id(6)] public long KilledMs { get; init; }

    /// <summary>Number of the newest change by a person; the first is 1.</summary>
    [Id(7)] public int LastSwitch { get; init; }

    /// <summary>Changes by people that the audit does not have yet, in order.</summary>
    [Id(8)] public OperationEvent[] ToAudit { get; init; } = [];
}
