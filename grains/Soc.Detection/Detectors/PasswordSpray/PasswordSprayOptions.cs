namespace Soc.Detection.Detectors.PasswordSpray;

/// <summary>Settings of password_spray. The figures are those of published rules, named at each.</summary>
public sealed record PasswordSprayOptions
{
    public static readonly PasswordSprayOptions Default = new();

    /// <summary>Elastic's Okta rule: one hour.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Elastic's Okta rule: five users.</summary>
    public int MinUsers { get; init; } = 5;

    /// <summary>Elastic's Okta and Entra rules: fifteen tries.</summary>
    public int MinTries { get; init; } = 15;

    /// <summary>Elastic's Okta rule: more tries a user than this, on the mean, is brute force.</summary>
    public int MaxTriesAUser { get; init; } = 8;

    /// <summary>Elastic's SonicWall rule: with a success among them, fewer failures do, within <see cref="SuccessWindow"/>.</summary>
    public int MinTriesWithSuccess { get; init; } = 5;

    /// <summary>Elastic's SonicWall rule: three users.</summary>
    public int MinUsersWithSuccess { get; init; } = 3;

    /// <summary>Elastic's SonicWall rule: fifteen minutes.</summary>
    public TimeSpan SuccessWindow { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A pause this long ends an episode.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromHours(2);
}
