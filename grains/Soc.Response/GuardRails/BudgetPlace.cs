using Orleans;
using Soc.Model.Entities;
using Soc.Model.Response;

namespace Soc.Response.GuardRails;

/// <summary>What one action takes of its client's limits.</summary>
[GenerateSerializer, Immutable, Alias("soc.BudgetPlace")]
public sealed record BudgetPlace(
    [property: Id(0)] string OperationId,
    [property: Id(1)] ContainmentAction Action,
    [property: Id(2)] EntityKind Kind,
    [property: Id(3)] string Target,
    [property: Id(4)] string Connector,
    [property: Id(5)] string? RuleId,
    [property: Id(6)] long TakenMs,
    [property: Id(7)] bool IsActive)
{
    /// <summary>Names of the target, by which another operation's is known to be the same; none where the product keeps operations apart.</summary>
    [Id(8)] public string[] Names { get; init; } = [];

    /// <summary>It is being undone: until then nobody else begins with this target. 0 when it is not.</summary>
    [Id(9)] public long ReleasingUntilMs { get; init; }
}
