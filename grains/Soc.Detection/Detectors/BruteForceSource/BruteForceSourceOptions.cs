namespace Soc.Detection.Detectors.BruteForceSource;

/// <summary>Settings of brute_force_source.</summary>
public sealed record BruteForceSourceOptions
{
    public static readonly BruteForceSourceOptions Default = new();

    /// <summary>Failures within <see cref="Window"/> that make an address a guesser. CrowdSec's ssh-bf overflows after 5 with one leaking every 10 seconds; twice that in five minutes leaves room for people.</summary>
    public int MinFailures { get; init; } = 10;

    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A pause this long ends an episode: what comes after is told as a new one.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromHours(1);
}
