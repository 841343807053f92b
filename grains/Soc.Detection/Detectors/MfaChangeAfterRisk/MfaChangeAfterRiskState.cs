using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.MfaChangeAfterRisk;

/// <summary>Memory of mfa_change_after_risk for a user: made by a wrong password, a risky sign-in or a change; most have none.</summary>
[GenerateSerializer, Alias("soc.state.mfa_change_after_risk")]
public sealed class MfaChangeAfterRiskState : DetectorState
{
    public const int MaxSignIns = 8;
    public const int MaxChanges = 8;
    public const int MaxFailures = 8;

    [Id(0)] public EventTimeRing<RiskySignIn>? SignIns { get; set; }

    [Id(1)] public EventTimeRing<MethodChange>? Changes { get; set; }

    [Id(2)] public EventTimeRing<FailureMoment>? Failures { get; set; }

    [Id(3)] public Episode Episode { get; set; }

    /// <summary>Newest arrival of an event of these, ms since the epoch.</summary>
    [Id(4)] public long LastArrivalMs { get; set; }
}
