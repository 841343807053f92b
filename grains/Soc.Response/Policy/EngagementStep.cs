using Orleans;
using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Response;

namespace Soc.Response.Policy;

/// <summary>What the rules say about one entity and one action.</summary>
[GenerateSerializer, Immutable, Alias("soc.EngagementStep")]
public sealed record EngagementStep
{
    /// <summary>Against whom it is, or about whom nothing is done.</summary>
    [Id(0)] public required EntityKey Entity { get; init; }

    [Id(1)] public required AssetClass AssetClass { get; init; }

    /// <summary><see cref="ContainmentAction.Unknown"/> when it is about no action: somebody is only told, or nothing fits.</summary>
    [Id(2)] public ContainmentAction Action { get; init; }

    /// <summary>What is to be done now, with everything that speaks against it taken into account.</summary>
    [Id(3)] public required EngagementMode Mode { get; init; }

    /// <summary>What the rule says; more than <see cref="Mode"/> where something held it back.</summary>
    [Id(4)] public required EngagementMode Agreed { get; init; }

    /// <summary>How long it lasts, minutes; 0 when nothing may be done.</summary>
    [Id(5)] public int Minutes { get; init; }

    /// <summary>The rule that won; null when none fits.</summary>
    [Id(6)] public string? RuleId { get; init; }

    /// <summary>Version of the policy that the rule stands in.</summary>
    [Id(7)] public required long PolicyVersion { get; init; }

    /// <summary>Only what a rule on trial would have done: nobody does it, and nobody is told.</summary>
    [Id(8)] public bool Shadow { get; init; }

    /// <summary>One or two sentences: why it is done, or why not.</summary>
    [Id(9)] public required string Why { get; init; }

    /// <summary>It is to be done now, without asking.</summary>
    public bool Acts => !Shadow && EngagementModes.Acts(Mode);

    /// <summary>A person is to be asked whether it is done.</summary>
    public bool Asks => !Shadow && Mode == EngagementMode.Ask;
}
