using Orleans;
using Soc.Detection.Credentials;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.BruteForceSuccess;

/// <summary>Memory of brute_force_success for a user: the attempts of the last while, and the networks he usually comes from.</summary>
[GenerateSerializer, Alias("soc.state.brute_force_success")]
public sealed class BruteForceSuccessState : DetectorState
{
    public const int MaxAttempts = 48;

    /// <summary>Successes kept while there is no failure: enough for failures that arrive after the success.</summary>
    public const int MaxQuietSuccesses = 2;

    public const int MaxNetworks = 6;

    [Id(0)] public EventTimeRing<SignInMark> Attempts { get; set; } = new();

    [Id(1)] public UsualNetwork[] Networks { get; set; } = [];

    [Id(2)] public Episode Episode { get; set; }

    /// <summary>Failures in the ring.</summary>
    [Id(3)] public int Failures { get; set; }
}
