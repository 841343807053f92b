using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Windows;

/// <summary>
/// Since when a baseline has been learned without a long pause. After a quiet period it starts again:
/// what somebody did before three months of parental leave says little of the first day back.
/// </summary>
/// <param name="SinceMs">Event time from which it learns, ms since the epoch; 0 nothing seen.</param>
/// <param name="LastMs">Newest event time.</param>
[GenerateSerializer, Alias("soc.LearningClock"), StructLayout(LayoutKind.Auto)]
public readonly record struct LearningClock([property: Id(0)] long SinceMs, [property: Id(1)] long LastMs)
{
    /// <summary>Days without an event after which learning starts again (Entra's unfamiliar properties do the same after inactivity; the length is ours).</summary>
    public const int QuietDays = 30;

    private const long DayMs = 86_400_000;
    private const long QuietMs = QuietDays * DayMs;

    public bool IsEmpty => SinceMs == 0;

    /// <summary>The clock after an event. A late one moves the start back, if it joins on without a long pause.</summary>
    public LearningClock Observe(long timeMs)
    {
        if (IsEmpty || timeMs - LastMs > QuietMs)
        {
            return new LearningClock(timeMs, timeMs);
        }

        return new LearningClock(
            timeMs < SinceMs && SinceMs - timeMs <= QuietMs ? timeMs : SinceMs,
            Math.Max(LastMs, timeMs));
    }

    /// <summary>When an event at this time starts learning again.</summary>
    public bool IsQuietBefore(long timeMs) => !IsEmpty && timeMs - LastMs > QuietMs;

    /// <summary>An event at this time is judged by a baseline that is still learning.</summary>
    public bool IsLearning(long timeMs, int learningDays) =>
        IsEmpty || IsQuietBefore(timeMs) || timeMs < SinceMs + (learningDays * DayMs);

    /// <summary>A sentence while it is still learning at this time, null when it has learned.</summary>
    public string? StillLearning(long timeMs, int learningDays) =>
        !IsLearning(timeMs, learningDays) ? null
        : IsEmpty || IsQuietBefore(timeMs) ? $"Learning starts with this event and takes {Say.Number(learningDays)} days."
        : $"This baseline is still learning, until {Say.Day(SinceMs + (learningDays * DayMs))}: what is new may only be new to us.";
}
