using Orleans;

namespace Soc.Detection.Detectors.UnusualHours;

/// <summary>Unusual hours that were told lately: made at the first of them, which most users never have.</summary>
[GenerateSerializer, Alias("soc.state.unusual_hours")]
public sealed class UnusualHoursState : DetectorState
{
    /// <summary>Stretches of hours remembered as told; the one not seen for longest goes.</summary>
    public const int MaxStretches = 6;

    [Id(0)] public ToldStretch[] Told { get; set; } = [];
}
