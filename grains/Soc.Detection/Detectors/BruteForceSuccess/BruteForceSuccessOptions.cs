namespace Soc.Detection.Detectors.BruteForceSuccess;

/// <summary>Settings of brute_force_success.</summary>
public sealed record BruteForceSuccessOptions
{
    public static readonly BruteForceSuccessOptions Default = new();

    /// <summary>Failures, and the success, lie within this time (Elastic's VPN rule: 15 minutes).</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Fewest failures (Elastic's VPN rule: 5).</summary>
    public int MinFailures { get; init; } = 5;

    /// <summary>Addresses from which the failures count as many sources (Elastic: 5).</summary>
    public int ManySources { get; init; } = 5;

    /// <summary>Successes within this time of the failures belong to one finding.</summary>
    public TimeSpan FoldWithin { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A network counts as usual when the user came from it on a day before, counted from this long before the success.</summary>
    public TimeSpan UsualAfter { get; init; } = TimeSpan.FromHours(6);

    /// <summary>After a pause this long, attempts that are over are forgotten.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromHours(2);
}
