using Orleans;

namespace Soc.Model.Policies;

/// <summary>What the client agreed is to be done, and what not: a band of scores, kinds of assets, hours, an action, and who hears of it.</summary>
/// <param name="Action">One of <see cref="Response.ContainmentActions"/>; null for a rule that only tells, and for one that forbids every action.</param>
/// <param name="Mode">One of <see cref="EngagementModes"/>.</param>
/// <param name="MinScore">From this score, 0–100.</param>
/// <param name="MaxMinutes">How long it lasts when it is done; 0 where nothing is.</param>
[GenerateSerializer, Immutable, Alias("soc.RuleOfEngagement")]
public sealed record RuleOfEngagement(
    [property: Id(0)] string? Action,
    [property: Id(1)] string Mode,
    [property: Id(2)] double MinScore,
    [property: Id(3)] int MaxMinutes)
{
    /// <summary>Names the rule in the audit; unique in the policy. Empty in policies of old: see <c>RuleIds</c> of the response.</summary>
    [Id(4)] public string Id { get; init; } = "";

    /// <summary>Name for people; null when it has none.</summary>
    [Id(5)] public string? Name { get; init; }

    /// <summary>Under this score; 100 takes 100 in.</summary>
    [Id(6)] public double MaxScore { get; init; } = 100;

    /// <summary>Of <see cref="AssetClasses"/>; empty for everything.</summary>
    [Id(7)] public string[] AssetClasses { get; init; } = [];

    [Id(8)] public RuleHours Hours { get; init; } = RuleHours.Any;

    /// <summary>It is only noted what the rule would have done: nothing is done, and other rules go before as if it were not there.</summary>
    [Id(9)] public bool Shadow { get; init; }
}
