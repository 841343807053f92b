namespace Soc.Detection.Detectors.PasswordSprayDistributed;

/// <summary>Settings of password_spray_distributed (figures of Elastic's Okta rule).</summary>
public sealed record PasswordSprayDistributedOptions
{
    public static readonly PasswordSprayDistributedOptions Default = new();

    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(15);

    public int MinAddresses { get; init; } = 5;

    public int MinUsers { get; init; } = 8;

    public int MinTries { get; init; } = 25;

    /// <summary>A user with more tries than this is being brute-forced, and is not counted.</summary>
    public int MaxTriesAUser { get; init; } = 5;

    /// <summary>An address with more than this part of the tries sprays by itself, and is not counted.</summary>
    public double MaxShareOfOneAddress { get; init; } = 0.5;

    /// <summary>Quarter hours after which the client's usual number of failures is trusted: two days.</summary>
    public int LearningBuckets { get; init; } = 192;

    /// <summary>Weight of a quarter hour in the usual number: about two days' memory.</summary>
    public double Alpha { get; init; } = 0.01;

    public TimeSpan Pause { get; init; } = TimeSpan.FromHours(2);
}
