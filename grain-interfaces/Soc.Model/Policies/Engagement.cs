using Orleans;

namespace Soc.Model.Policies;

/// <summary>All of the rules of engagement that is not one rule: whom to ask, when, how much at most, and what is what.</summary>
[GenerateSerializer, Immutable, Alias("soc.Engagement")]
public sealed record Engagement
{
    public static readonly Engagement Default = new();

    /// <summary>Who is told or asked, one after the other until somebody acknowledges.</summary>
    [Id(0)] public ContactStep[] Contacts { get; init; } = [];

    /// <summary>One of <see cref="NobodyAnswers"/>.</summary>
    [Id(1)] public string WhenNobodyAnswers { get; init; } = NobodyAnswers.Nothing;

    /// <summary>When the digest is sent, minute of the day in the client's zone, 0–1439.</summary>
    [Id(2)] public int DigestAtMinute { get; init; } = 9 * 60;

    [Id(3)] public EngagementLimits Limits { get; init; } = EngagementLimits.Default;

    /// <summary>What no pattern names is of its kind's default: <see cref="Policies.AssetClasses.DefaultOf"/>.</summary>
    [Id(4)] public AssetClassPattern[] AssetClasses { get; init; } = [];
}
