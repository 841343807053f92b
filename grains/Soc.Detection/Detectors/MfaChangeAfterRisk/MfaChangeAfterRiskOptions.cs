namespace Soc.Detection.Detectors.MfaChangeAfterRisk;

/// <summary>Settings of mfa_change_after_risk.</summary>
public sealed record MfaChangeAfterRiskOptions
{
    public static readonly MfaChangeAfterRiskOptions Default = new();

    /// <summary>Sentinel: a change up to 30 minutes before the risky sign-in.</summary>
    public TimeSpan ChangeBefore { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Sentinel: a change up to an hour after it.</summary>
    public TimeSpan ChangeAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Wrong passwords before a success that make it risky.</summary>
    public int MinFailures { get; init; } = 3;

    public TimeSpan FailuresWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A country is new only when the user's countries were learned for so many days (Entra's unfamiliar properties: at least 5 days).</summary>
    public int LearnCountriesDays { get; init; } = 5;

    /// <summary>Elastic: device registration within this time of a risky sign-in weighs more.</summary>
    public TimeSpan Quick { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>After a pause in arrival this long, what is remembered is over: longer than any window here, and than logs are out of step.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromHours(24);
}
