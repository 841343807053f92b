namespace Soc.Detection.Detectors.ProductAlert;

/// <summary>When an alert of another product is worth a signal, and how much custom takes away.</summary>
public sealed record ProductAlertOptions
{
    public static readonly ProductAlertOptions Default = new();

    /// <summary>Alerts below this score, 0–100, are counted and learned from, and make no signal. Most of what such products send is below it.</summary>
    public double MinScore { get; init; } = 40;

    /// <summary>Days on which the same alert must have come before it is custom here.</summary>
    public int CustomDays { get; init; } = 3;

    /// <summary>Most points that custom takes away: an alert at the top of its product's scale stays visible.</summary>
    public double MaxCustomPoints { get; init; } = 30;

    /// <summary>Time without the alert after which it is new again. Baseline look-back of detection content elsewhere: 30 days.</summary>
    public TimeSpan Memory { get; init; } = TimeSpan.FromDays(30);
}
