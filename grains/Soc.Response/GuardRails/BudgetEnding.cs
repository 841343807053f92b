using Orleans;

namespace Soc.Response.GuardRails;

/// <summary>How an action ended.</summary>
/// <param name="AtMs">When that was counted, Unix milliseconds.</param>
/// <param name="IsUndone">A person took it back as wrong.</param>
[GenerateSerializer, Immutable, Alias("soc.BudgetEnding")]
public readonly record struct BudgetEnding([property: Id(0)] long AtMs, [property: Id(1)] bool IsUndone);
