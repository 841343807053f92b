using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.MfaChangeAfterRisk;

/// <summary>Memory of mfa_change_after_risk for a user: most have their countries only.</summary>
[GenerateSerializer, Alias("soc.state.mfa_change_after_risk")]
public sealed class MfaChangeAfterRiskState : DetectorState
{
    public const int MaxCountries = 8;
    public const int MaxSignIns = 8;
    public const int MaxChanges = 8;
    public const int MaxFailures = 8;

    /// <summary>Countries of earlier sign-ins, newest last; two letters each.</summary>
    [Id(0)] public string[] Countries { get; set; } = [];

    /// <summary>First sign-in with a country, ms since the epoch; 0: none yet.</summary>
    [Id(1)] public long LearningSinceMs { get; set; }

    [Id(2)] public EventTimeRing<RiskySignIn>? SignIns { get; set; }

    [Id(3)] public EventTimeRing<MethodChange>? Changes { get; set; }

    [Id(4)] public EventTimeRing<FailureMoment>? Failures { get; set; }

    [Id(5)] public Episode Episode { get; set; }
}
