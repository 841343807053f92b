namespace Soc.Detection.Detectors.NewCountry;

/// <summary>Parameters of new_country; its look-back is <see cref="SignIns.SignInMemory.PlaceDays"/>.</summary>
public sealed record NewCountryOptions
{
    public static readonly NewCountryOptions Default = new();

    /// <summary>Points for the country alone: worth a look beside something else, seldom by itself.</summary>
    public double BaseScore { get; init; } = 38;
}
