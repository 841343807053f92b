namespace Soc.Response.Escalation;

/// <summary>How patient the telling of people is.</summary>
public sealed record EscalationTimes
{
    public static readonly EscalationTimes Default = new();

    /// <summary>Pause after the first message that did not arrive; each further one is <see cref="PauseFactor"/> times as long.</summary>
    public int FirstPauseMs { get; init; } = 5_000;

    public int PauseFactor { get; init; } = 3;

    /// <summary>How often a message is tried with one contact before the next is told.</summary>
    public int MaxTries { get; init; } = 5;

    /// <summary>Longest time for one attempt.</summary>
    public int SendMs { get; init; } = 45_000;

    /// <summary>The clock is looked at this often while something is waited for: one that jumps is noticed.</summary>
    public int LookMs { get; init; } = 60_000;

    /// <summary>How long a link to acknowledge is good for.</summary>
    public long LinkMs { get; init; } = 7 * 24 * 3_600_000L;

    /// <summary>Pause after so many attempts in vain.</summary>
    public long PauseMs(int tries)
    {
        long pause = FirstPauseMs;
        for (var i = 1; i < tries; i++)
        {
            pause *= PauseFactor;
        }

        return pause;
    }
}
