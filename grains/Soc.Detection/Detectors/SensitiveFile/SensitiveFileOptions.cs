namespace Soc.Detection.Detectors.SensitiveFile;

/// <summary>Settings of sensitive_file; the weights are ours.</summary>
public sealed record SensitiveFileOptions
{
    public static readonly SensitiveFileOptions Default = new();

    /// <summary>Findings under this are not told: a file that the device opens day by day.</summary>
    public double LeastTold { get; init; } = 15;

    /// <summary>Different files of that sort within this time are one search for secrets.</summary>
    public TimeSpan Burst { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Different files within <see cref="Burst"/> from which on they are told as one; an administrator opens two or three.</summary>
    public int BurstFiles { get; init; } = 5;

    /// <summary>Days before on which the device opened the file, from which on it is its habit.</summary>
    public int HabitDays { get; init; } = 3;

    /// <summary>How long a habit is remembered (Sentinel's look-back for what a user does: 90 days).</summary>
    public int LookBackDays { get; init; } = 90;

    /// <summary>Points more from which on a running search is told again.</summary>
    public double WorseBy { get; init; } = 10;
}
