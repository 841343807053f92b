using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.BruteForceSource;

/// <summary>Memory of brute_force_source for an address: made at its first failure.</summary>
[GenerateSerializer, Alias("soc.state.brute_force_source")]
public sealed class BruteForceSourceState : DetectorState
{
    /// <summary>Failures kept: as many as the threshold needs.</summary>
    public const int MaxFailures = 10;

    /// <summary>Names kept of those tried.</summary>
    public const int MaxUsers = 8;

    [Id(0)] public EventTimeRing<SourceFailure> Failures { get; set; } = new();

    [Id(1)] public Episode Episode { get; set; }

    /// <summary>First names tried in the episode.</summary>
    [Id(2)] public string[] Users { get; set; } = [];

    /// <summary>Failures in the episode for names that do not exist.</summary>
    [Id(3)] public int UnknownUsers { get; set; }

    /// <summary>User who got in during the episode; null: nobody.</summary>
    [Id(4)] public string? SuccessUser { get; set; }

    /// <summary>The episode before, while it may go on: what arrives late comes between what happens now. Null in ordinary life.</summary>
    [Id(5)] public SetAsideEpisode? Aside { get; set; }

    /// <summary>When the latest failure was received, ms since the epoch.</summary>
    [Id(6)] public long LastArrivalMs { get; set; }

    /// <summary>Turns to the episode that a failure belongs to, or begins one. Of those it does not belong to, the last is kept until nothing has arrived for a pause.</summary>
    /// <param name="atMs">Event time, ms since the epoch.</param>
    /// <param name="arrivedMs">When it was received, ms since the epoch.</param>
    public void Turn(long atMs, long arrivedMs, long pauseMs)
    {
        var isAfterPause = arrivedMs - LastArrivalMs > pauseMs;
        LastArrivalMs = Math.Max(LastArrivalMs, arrivedMs);
        if (!Episode.IsOpen || Episode.Holds(atMs, pauseMs) || TryTurnBack(atMs, pauseMs))
        {
            return;
        }

        Aside = isAfterPause ? null : Current();
        Take(new SetAsideEpisode());
    }

    /// <summary>Turns to the episode set aside when a moment belongs to it.</summary>
    public bool TryTurnBack(long atMs, long pauseMs)
    {
        if (Aside is not { } aside || !aside.Episode.Holds(atMs, pauseMs))
        {
            return false;
        }

        Aside = Current();
        Take(aside);
        return true;
    }

    private SetAsideEpisode Current() =>
        new() { Failures = Failures, Episode = Episode, Users = Users, UnknownUsers = UnknownUsers, SuccessUser = SuccessUser };

    private void Take(SetAsideEpisode e) =>
        (Failures, Episode, Users, UnknownUsers, SuccessUser) = (e.Failures, e.Episode, e.Users, e.UnknownUsers, e.SuccessUser);
}
