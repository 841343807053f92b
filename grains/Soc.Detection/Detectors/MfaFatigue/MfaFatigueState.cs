using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.MfaFatigue;

/// <summary>Memory of mfa_fatigue for a user: made when a second factor is refused or not answered, which most users never do.</summary>
[GenerateSerializer, Alias("soc.state.mfa_fatigue")]
public sealed class MfaFatigueState : DetectorState
{
    public const int MaxAnswers = 48;

    [Id(0)] public EventTimeRing<FactorAnswer> Answers { get; set; } = new();

    [Id(1)] public Episode Episode { get; set; }
}
