namespace Soc.Detection.Geo;

/// <summary>Parameters of impossible_travel and concurrent_sign_in, with where they come from.</summary>
public sealed record TravelOptions
{
    public static readonly TravelOptions Default = new();

    /// <summary>Slowest speed that counts as impossible, km/h. An airliner cruises at 900; peers use 800 (Elastic), 900 (Panther), 1000 (Datadog).</summary>
    public double MinSpeedKmh { get; init; } = 900;

    /// <summary>Least distance after both accuracy radii are taken off, km (Datadog, Elastic).</summary>
    public double MinDistanceKm { get; init; } = 500;

    /// <summary>From here it is called another continent, km: a flight of six hours (own choice).</summary>
    public double FarKm { get; init; } = 4_000;

    /// <summary>Sign-ins further apart in time than this are not compared (Panther: a day).</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Below this, sign-ins are called simultaneous and concurrent_sign_in reports them (Panther floors the time here).</summary>
    public TimeSpan ConcurrentWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>More than mail and documents of a day, bytes (own choice).</summary>
    public long BigTransferBytes { get; init; } = SignIns.SignInMemoryOptions.BigTransferBytes;

    /// <summary>Distinct days that make a country, a network or a transition usual (own choice; Datadog learns 1–30 days).</summary>
    public int UsualDays { get; init; } = SignIns.SignInMemoryOptions.UsualDays;

    /// <summary>How long usual countries, networks and transitions are remembered, days (Sentinel UEBA: countries 90).</summary>
    public int HabitDays { get; init; } = SignIns.SignInMemory.PlaceDays;

    /// <summary>Error added for a mobile gateway, km: carriers leave a whole country through few of them (own choice).</summary>
    public double MobileErrorKm { get; init; } = 300;
}
