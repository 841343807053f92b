namespace Soc.Detection.Detectors.NewCountry;

/// <summary>Parameters of new_country.</summary>
public sealed record NewCountryOptions
{
    public static readonly NewCountryOptions Default = new();

    /// <summary>A country not seen for this long is new again, days (Sentinel UEBA: first-seen look-back for countries).</summary>
    public int LookBackDays { get; init; } = 90;

    /// <summary>Points for the country alone: worth a look beside something else, seldom by itself.</summary>
    public double BaseScore { get; init; } = 38;
}
