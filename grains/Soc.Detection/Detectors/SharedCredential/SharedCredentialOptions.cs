namespace Soc.Detection.Detectors.SharedCredential;

/// <summary>Parameters of shared_credential (own choice: a habit on two days, not a single coincidence).</summary>
public sealed record SharedCredentialOptions
{
    public static readonly SharedCredentialOptions Default = new();

    /// <summary>Sign-ins of the service and the person this close count as simultaneous.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromHours(1);

    public int MinTimes { get; init; } = 3;

    public int MinDays { get; init; } = 2;

    /// <summary>Told again after this long, days.</summary>
    public int RepeatDays { get; init; } = 30;

    /// <summary>Points of the finding; it stays below what a client is usually told at night.</summary>
    public double BaseScore { get; init; } = 34;

    public double MaxScore { get; init; } = 45;
}
