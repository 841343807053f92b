namespace Soc.Detection.Detectors.UnusualHours;

/// <summary>Parameters of unusual_hours (own choice; RBA-lite compares a mean per weekday over 90 days).</summary>
public sealed record UnusualHoursOptions
{
    public static readonly UnusualHoursOptions Default = new();

    /// <summary>Points for an hour of the week at which the user was never active.</summary>
    public double BaseScore { get; init; } = 32;

    /// <summary>Days of learning at least, whatever the client's policy says (Entra's unfamiliar properties: 5).</summary>
    public int LeastLearningDays { get; init; } = 5;

    /// <summary>Distinct active hours before the profile says anything.</summary>
    public int MinHours { get; init; } = 20;

    /// <summary>So many active hours around an hour of the week make it usual.</summary>
    public int UsualCount { get; init; } = 2;

    /// <summary>So many on any day of the week make the hour of the day usual.</summary>
    public int UsualAnyDayCount { get; init; } = 4;

    /// <summary>
    /// Who is active at an hour of the day so often, over all days, would have been seen on this day of the week too if it were a day like
    /// the others: twice a day of the week, of which a Poisson count is none in 14 of 100 cases. With fewer the profile is too thin to say so.
    /// </summary>
    public int TellingAnyDayCount { get; init; } = 14;

    /// <summary>Unusual sign-ins this close are one night.</summary>
    public TimeSpan SameNight { get; init; } = TimeSpan.FromHours(12);

    /// <summary>The same hour of the day again within so many days of the last is the same stretch.</summary>
    public int StretchDays { get; init; } = 14;
}
