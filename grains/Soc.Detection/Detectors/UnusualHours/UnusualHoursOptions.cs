namespace Soc.Detection.Detectors.UnusualHours;

/// <summary>Parameters of unusual_hours (own choice; RBA-lite compares a mean per weekday over 90 days).</summary>
public sealed record UnusualHoursOptions
{
    public static readonly UnusualHoursOptions Default = new();

    /// <summary>Points for an hour of the week at which the user was never active.</summary>
    public double BaseScore { get; init; } = 32;

    /// <summary>Distinct active hours before the profile says anything.</summary>
    public int MinHours { get; init; } = 20;

    /// <summary>So many active hours around an hour of the week make it usual.</summary>
    public int UsualCount { get; init; } = 2;

    /// <summary>So many on any day of the week make the hour of the day usual.</summary>
    public int UsualAnyDayCount { get; init; } = 4;
}
