namespace Soc.Detection.Detectors.ListedAddress;

/// <summary>Settings of listed_address.</summary>
public sealed record ListedAddressOptions
{
    public static readonly ListedAddressOptions Default = new();

    /// <summary>Failures this long before a sign-in speak against it. One hour, as the longest window of the published spray rules (Elastic Okta).</summary>
    public TimeSpan FailuresBefore { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A second factor reported by another source counts when it is this near: a push runs out after about a minute, clocks and batches differ by a few.</summary>
    public TimeSpan FactorWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A user seen in a place within this time is taken to be there: a journey lasts days.</summary>
    public TimeSpan PresentWithin { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The same surroundings: a day's drive, and more than the error of a city-level geo database.</summary>
    public double NearKm { get; init; } = 500;

    /// <summary>Sign-ins from the same address within this time are one finding.</summary>
    public TimeSpan FoldWithin { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Score of a login that its context clears, at most.</summary>
    public double ClearedAtMost { get; init; } = 25;

    /// <summary>A device used within so many days is known.</summary>
    public int DeviceDays { get; init; } = 30;

    /// <summary>After a pause in arrival this long, what is remembered is over: longer than a finding is folded, and than logs are out of step.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromHours(24);
}
