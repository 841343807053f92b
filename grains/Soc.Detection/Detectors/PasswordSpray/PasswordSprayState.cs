using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.PasswordSpray;

/// <summary>Memory of password_spray for an address: made at its first failure.</summary>
[GenerateSerializer, Alias("soc.state.password_spray")]
public sealed class PasswordSprayState : DetectorState
{
    public const int MaxFailures = 128;
    public const int MaxSuccesses = 32;

    /// <summary>Failures for users that exist, as far as the source says.</summary>
    [Id(0)] public EventTimeRing<SprayTry> Failures { get; set; } = new();

    [Id(1)] public EventTimeRing<SprayTry>? Successes { get; set; }

    [Id(2)] public Episode Episode { get; set; }

    /// <summary>The episode before, which may go on: what arrives late comes between what happens now.</summary>
    [Id(3)] public Episode Aside { get; set; }

    /// <summary>Turns to the episode that a moment belongs to.</summary>
    /// <param name="begins">One is begun when it belongs to none that is kept.</param>
    public void Turn(long atMs, long pauseMs, bool begins)
    {
        if (!Episode.IsOpen || Episode.Holds(atMs, pauseMs))
        {
            return;
        }

        if (Aside.Holds(atMs, pauseMs))
        {
            (Episode, Aside) = (Aside, Episode);
        }
        else if (begins)
        {
            (Episode, Aside) = (default, Episode);
        }
    }
}
