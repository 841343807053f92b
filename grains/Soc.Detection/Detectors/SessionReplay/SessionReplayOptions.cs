namespace Soc.Detection.Detectors.SessionReplay;

/// <summary>Settings of session_replay.</summary>
public sealed record SessionReplayOptions
{
    public static readonly SessionReplayOptions Default = new();

    /// <summary>A session not heard of for this long is forgotten: a stolen one is used within hours.</summary>
    public TimeSpan Forget { get; init; } = TimeSpan.FromDays(2);

    /// <summary>The two ends this near in time speak for two holders at once.</summary>
    public TimeSpan Near { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A finding is told again when its score grew by this.</summary>
    public double TellAgainAfter { get; init; } = 5;
}
