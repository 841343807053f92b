using Orleans;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.BruteForceSuccess;

/// <summary>Memory of brute_force_success for a user: made at a wrong password, gone when the attempts are over.</summary>
[GenerateSerializer, Alias("soc.state.brute_force_success")]
public sealed class BruteForceSuccessState : DetectorState
{
    public const int MaxAttempts = 48;

    /// <summary>Failures, and successes while there are failures.</summary>
    [Id(0)] public EventTimeRing<SignInMark> Attempts { get; set; } = new();

    [Id(1)] public Episode Episode { get; set; }
}
