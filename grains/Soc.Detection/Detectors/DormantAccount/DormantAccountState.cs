using Orleans;

namespace Soc.Detection.Detectors.DormantAccount;

/// <summary>When an account was last used.</summary>
[GenerateSerializer, Alias("soc.state.dormant_account")]
public sealed class DormantAccountState : DetectorState
{
    [Id(0)] public long FirstMs { get; set; }

    [Id(1)] public long LastMs { get; set; }

    /// <summary>Days with a sign-in, saturating: how much history there is.</summary>
    [Id(2)] public ushort ActiveDays { get; set; }
}
