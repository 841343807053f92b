namespace Soc.Detection.Detectors.SessionReplay;

/// <summary>Settings of session_replay.</summary>
public sealed record SessionReplayOptions
{
    public static readonly SessionReplayOptions Default = new();

    /// <summary>A session not seen for this long is forgotten; Entra's sign-in frequency and Okta's sessions end sooner by default.</summary>
    public TimeSpan Forget { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The two ends this near in time speak for two holders at once.</summary>
    public TimeSpan Near { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A finding is told again when its score grew by this.</summary>
    public double TellAgainAfter { get; init; } = 5;
}
